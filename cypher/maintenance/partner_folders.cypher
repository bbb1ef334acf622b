// name: partner_folders
// ask: Which folders above or below these may hold their derivatives or sources?
// why: proxies lie in a folder of their own beside what they stand for
// param: folder_uids strings
// param: names strings      of folders that hold derivatives, in lower case
// returns: uid string, has_derivatives bool, pending bool
// writes: none
// scale: one traversal a folder
CYPHER 25
UNWIND $folder_uids AS folder_uid
MATCH (f:Folder {uid: folder_uid})
CALL (f) {
  MATCH (f)<-[:CHILD_OF]-(below:Folder) WHERE toLower(below.name) IN $names
  RETURN below AS partner, true AS has_derivatives
  UNION
  MATCH (f)-[:CHILD_OF]->(above:Folder) WHERE toLower(f.name) IN $names
  RETURN above AS partner, false AS has_derivatives
}
WITH partner, max(CASE WHEN has_derivatives THEN 1 ELSE 0 END) = 1 AS has_derivatives
WHERE partner.status = 'PRESENT'
RETURN partner.uid AS uid, has_derivatives, coalesce(partner.relate_pending, false) AS pending
