// name: vanished_at_keys
// ask: Which assets lay last at these very places?
// why: what a document says was made from a file that is gone was still made from it
// param: keys strings
// returns: key string, uid string
// writes: none
// scale: index on last_location_key
CYPHER 25
UNWIND $keys AS key
MATCH (a:Asset {last_location_key: key, status: 'VANISHED'})
WITH key, a ORDER BY a.generation
RETURN key, last(collect(a.uid)) AS uid
