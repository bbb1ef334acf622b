// name: set_content_hashes
// ask: Note content hashes.
// why: exact copies are known by them
// param: rows json
// returns: 
// writes: Asset.content_hash
// scale: per batch
CYPHER 25
UNWIND $rows AS row
MATCH (a:Asset {uid: row.uid}) WHERE a.size_bytes = row.size AND a.mtime_ns = row.mtime_ns
SET a.content_hash = row.content_hash
