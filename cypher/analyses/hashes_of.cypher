// name: hashes_of
// ask: Which content do a derivative and its source have now?
// why: a derivative that a user names is as new as its source is now
// param: derivative string
// param: source string
// returns: source_hash string, derivative_hash string, source_mtime_ns int
// writes: none
// scale: two index look-ups
CYPHER 25
MATCH (d:Asset {uid: $derivative})
MATCH (s:Asset {uid: $source})
RETURN s.quick_hash AS source_hash, d.quick_hash AS derivative_hash, s.mtime_ns AS source_mtime_ns
