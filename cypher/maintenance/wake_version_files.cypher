// name: wake_version_files
// ask: Let packages wait that play what those have that were just read.
// why: a version file plays what only another package has
// returns: 
// writes: Package.relate_pending
// scale: index on relate_pending, then one on uuid for each asset of a package
CYPHER 25
MATCH (p:Package {relate_pending: true})<-[:MEMBER_OF]-(m:PackageAsset)
MATCH (x:PackageAsset {uuid: m.uuid})<-[:PLAYS]-(:Composition)-[:MEMBER_OF]->(v:Package)
WHERE v <> p AND NOT EXISTS { (x)-[:MEMBER_OF]->() }
WITH DISTINCT v
SET v.relate_pending = true
