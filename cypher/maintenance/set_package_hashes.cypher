// name: set_package_hashes
// ask: Note whether files of packages have the hashes that are told.
// why: of copies the whole one is the original of a version file, so that those are told anew
// param: rows json
// returns: 
// writes: MEMBER_OF.hash_ok, Package.relate_pending
// scale: per batch
CYPHER 25
UNWIND $rows AS row
MATCH (x:PackageAsset {uid: row.uid})-[r:MEMBER_OF]->(p:Package) WHERE r.hash = row.hash
SET r.hash_ok = row.hash_ok, r.hash_mtimes_ns = row.hash_mtimes_ns
SET p.relate_pending = true
