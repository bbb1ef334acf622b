// name: source_hashes
// ask: Of which content of its source was a derivative made?
// why: it stays what it was until the derivative itself is made anew
// param: uids strings
// returns: uid string, source_uid string, source_hash string, derivative_hash string
// writes: none
// scale: one traversal a derivative
CYPHER 25
UNWIND $uids AS uid
MATCH (d:Asset {uid: uid})-[r:PROXY_OF|DERIVED_FROM]->(s:Asset)
RETURN uid, s.uid AS source_uid, r.source_hash AS source_hash, r.derivative_hash AS derivative_hash
