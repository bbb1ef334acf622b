// name: sequences_in
// ask: Which image sequences are in these folders?
// why: a frame names the sequence it is of
// param: folder_uids strings
// returns: uid string, name string, raw_name bytes, first int, last int
// writes: none
// scale: one traversal a folder
CYPHER 25
UNWIND $folder_uids AS folder_uid
MATCH (:Folder {uid: folder_uid})<-[:IN_FOLDER]-(a:ImageSequence)
WHERE a.status <> 'VANISHED'
RETURN a.uid AS uid, a.name AS name, a.raw_name AS raw_name, a.first AS first, a.last AS last
