// name: documents_by_uid
// ask: Where are these documents?
// why: they are read again
// param: uids strings
// returns: uid string, folder_uid string, folder string, raw_folder bytes, name string, raw_name bytes, format string, volume_uid string, folder_rel_path string
// writes: none
// scale: unique index
CYPHER 25
UNWIND $uids AS uid
MATCH (a:Asset {uid: uid})-[:IN_FOLDER]->(f:Folder)
WHERE a.status = 'PRESENT' AND coalesce(a.outcome, 'done') = 'done'
RETURN a.uid AS uid, f.uid AS folder_uid, f.path AS folder, f.raw_path AS raw_folder, a.name AS name,
       a.raw_name AS raw_name, a.format AS format, a.volume_uid AS volume_uid, f.rel_path AS folder_rel_path
