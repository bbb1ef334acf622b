// name: settled_folders
// ask: Which of these folders, and of those in them, are there and do not wait to be related?
// why: what describes the files of a folder that changed may lie in another one
// param: folder_uids strings
// returns: uid string, rel_path string
// writes: none
// scale: a unique-index seek a folder
CYPHER 25
UNWIND $folder_uids AS folder_uid
MATCH (:Folder {uid: folder_uid})<-[:CHILD_OF]-{0,1}(f:Folder)
WHERE f.status = 'PRESENT' AND f.relate_pending IS NULL
RETURN DISTINCT f.uid AS uid, f.rel_path AS rel_path
