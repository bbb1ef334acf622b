// name: namesakes
// ask: What has this name elsewhere, and what else is in these folders?
// why: who mistypes a path is shown what may have been meant
// param: name string
// param: folder_uids strings
// returns: name string, path string, elsewhere bool
// writes: none
// scale: index on name; one traversal a folder
CYPHER 25
CALL () {
  MATCH (a:Asset {name: $name})-[:IN_FOLDER]->(f:Folder) WHERE a.status <> 'VANISHED'
  RETURN a, f, true AS elsewhere LIMIT 3
  UNION ALL
  UNWIND $folder_uids AS folder_uid
  MATCH (f:Folder {uid: folder_uid})<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED'
  RETURN a, f, false AS elsewhere LIMIT 10000
}
RETURN a.name AS name, f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path, elsewhere
