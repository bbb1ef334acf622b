// name: clear_packages
// ask: Drop what was told of packages by reading their asset maps.
// why: they are read again; who plays what they had looks for it anew
// param: uids strings      of the asset maps
// returns: 
// writes: Package.relate_pending, PackageAsset, Composition
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (:Asset {uid: uid})<-[:LOCATED_AT]-(p:Package)
CALL (p) {
  MATCH (p)<-[:MEMBER_OF]-(m:PackageAsset)
  MATCH (x:PackageAsset {uuid: m.uuid})<-[:PLAYS]-(:Composition)-[:MEMBER_OF]->(v:Package)
  WHERE v <> p AND NOT EXISTS { (x)-[:MEMBER_OF]->() }
  SET v.relate_pending = true
}
CALL (p) {
  MATCH (p)<-[:MEMBER_OF]-(:Composition)-[:PLAYS]->(x:PackageAsset)
  WHERE NOT EXISTS { (x)-[:MEMBER_OF]->() }
  DETACH DELETE x
}
CALL (p) {
  MATCH (p)<-[:MEMBER_OF]-(part) DETACH DELETE part
}
