// name: stamp_folders
// ask: Note that folders were listed and are unchanged.
// why: the only write of a rescan that finds nothing new
// param: uids strings
// param: run_id string
// returns: 
// writes: Folder.seen_run
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (f:Folder {uid: uid})
SET f.seen_run = $run_id
