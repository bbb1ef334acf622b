// name: vanished_by_keys
// ask: Which assets have vanished that lay last at these very places, or were first seen there?
// why: what a document says was made from a file that is gone was still made from it
// param: keys strings      of places, or of assets
// returns: key string, uid string
// writes: none
// scale: index on last_location_key, unique index
CYPHER 25
UNWIND $keys AS key
CALL (key) {
  MATCH (a:Asset {last_location_key: key, status: 'VANISHED'}) RETURN a
  UNION
  MATCH (a:Asset {uid: key, status: 'VANISHED'}) RETURN a
}
WITH key, a ORDER BY a.generation
RETURN key, last(collect(a.uid)) AS uid
