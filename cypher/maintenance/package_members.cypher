// name: package_members
// ask: Which assets have these packages, where do they lie, and whose hash was checked?
// why: who looks for a UUID is woken where this changes; a file that is as it was is not read again
// param: uids strings      of the asset maps
// returns: map_uid string, uuid string, located strings, size_ok bool, hash string, hash_ok bool, hash_mtimes_ns json
// writes: none
// scale: one traversal a package
CYPHER 25
UNWIND $uids AS map_uid
MATCH (:Asset {uid: map_uid})<-[:LOCATED_AT]-(:Package)<-[r:MEMBER_OF]-(m:PackageAsset)
RETURN map_uid, m.uuid AS uuid,
       COLLECT { MATCH (m)-[at:LOCATED_AT]->(a:Asset) RETURN a.uid ORDER BY at.chunk } AS located,
       r.size_ok AS size_ok, r.hash AS hash, r.hash_ok AS hash_ok, r.hash_mtimes_ns AS hash_mtimes_ns
