// name: clear_pending
// ask: Note that folders are related.
// why: the next run passes them over
// param: uids strings
// returns: 
// writes: Folder.relate_pending
// scale: per batch
CYPHER 25
UNWIND $uids AS uid MATCH (f:Folder {uid: uid}) REMOVE f.relate_pending
