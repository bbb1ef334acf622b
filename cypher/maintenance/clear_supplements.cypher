// name: clear_supplements
// ask: Drop what was told of packages and of others that have what they play.
// why: it is looked for anew
// param: uids strings      of the packages
// returns: 
// writes: SUPPLEMENTS, LOCATED_AT
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (p:Package {uid: uid})
CALL (p) {
  MATCH (p)-[r:SUPPLEMENTS]->() DELETE r
}
CALL (p) {
  MATCH (p)<-[:MEMBER_OF]-(:Composition)-[:PLAYS]->(x:PackageAsset)-[r:LOCATED_AT]->()
  WHERE NOT EXISTS { (x)-[:MEMBER_OF]->() }
  WITH DISTINCT r
  DELETE r
}
