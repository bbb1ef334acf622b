// name: packages_with
// ask: Which packages have these assets, and where do they lie?
// why: a version file plays what only another package has
// param: uuids strings
// returns: asset_uuid string, uid string, uuid string, volume_uid string, rel_path string, located strings, is_whole bool
// writes: none
// scale: index on uuid
CYPHER 25
UNWIND $uuids AS asset_uuid
MATCH (m:PackageAsset {uuid: asset_uuid})-[r:MEMBER_OF]->(p:Package)
RETURN asset_uuid, p.uid AS uid, p.uuid AS uuid, p.volume_uid AS volume_uid, p.rel_path AS rel_path,
       COLLECT { MATCH (m)-[at:LOCATED_AT]->(a:Asset) RETURN a.uid ORDER BY at.chunk } AS located,
       r.state = 'PRESENT' AND coalesce(r.size_ok, true) AND coalesce(r.hash_ok, true) AS is_whole
