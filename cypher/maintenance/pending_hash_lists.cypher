// name: pending_hash_lists
// ask: Which hash lists wait to be read, and where are they?
// why: what they list may have come, changed or gone
// param: after string
// param: limit int
// returns: uid string, folder string, raw_folder bytes, name string, raw_name bytes, format string, volume_uid string, folder_rel_path string
// writes: none
// scale: index on relate_pending; by pages
CYPHER 25
MATCH (a:Sidecar {relate_pending: true})
WHERE a.uid > $after AND a.status = 'PRESENT'
MATCH (v:StorageVolume {uid: a.volume_uid, state: 'ONLINE'})
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN a.uid AS uid, f.path AS folder, f.raw_path AS raw_folder, a.name AS name, a.raw_name AS raw_name,
       a.format AS format, a.volume_uid AS volume_uid, f.rel_path AS folder_rel_path
ORDER BY uid LIMIT $limit
