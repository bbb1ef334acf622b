// name: wake_hash_lists
// ask: Let hash lists wait that lie in these folders or above them.
// why: they tell of what lies below them; ASC MHL keeps its lists in a folder of its own
// param: uids strings      of folders
// returns: 
// writes: Sidecar.relate_pending
// scale: one traversal a folder, and those above
CYPHER 25
UNWIND $uids AS uid
MATCH (:Folder {uid: uid})-[:CHILD_OF]->*(f:Folder)
WITH DISTINCT f
CALL (f) {
  MATCH (f)<-[:IN_FOLDER]-(list:Sidecar) RETURN list
  UNION
  MATCH (f)<-[:CHILD_OF]-(own:Folder WHERE toLower(own.name) = 'ascmhl')<-[:IN_FOLDER]-(list:Sidecar) RETURN list
}
WITH list WHERE list.format IN ['md5', 'mhl', 'checksums'] AND list.status <> 'VANISHED'
SET list.relate_pending = true
