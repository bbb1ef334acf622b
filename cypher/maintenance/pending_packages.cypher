// name: pending_packages
// ask: Which packages wait, and what do they play that they have not?
// why: another package may have it
// param: after string
// param: limit int
// returns: uid string, uuid string, volume_uid string, rel_path string, foreign_assets json
// writes: none
// scale: index on relate_pending; by pages
CYPHER 25
MATCH (p:Package {relate_pending: true}) WHERE p.uid > $after
WITH p ORDER BY p.uid LIMIT $limit
RETURN p.uid AS uid, p.uuid AS uuid, p.volume_uid AS volume_uid, p.rel_path AS rel_path,
       COLLECT { MATCH (p)<-[:MEMBER_OF]-(:Composition)-[:PLAYS]->(x:PackageAsset)
                 WHERE NOT EXISTS { (x)-[:MEMBER_OF]->() }
                 RETURN DISTINCT {uid: x.uid, uuid: x.uuid} AS foreign_asset
                 ORDER BY foreign_asset.uuid } AS foreign_assets
ORDER BY uid
