// name: assets_at_keys
// ask: Which assets lie at these very places?
// why: most references say exactly where their file is
// param: keys strings
// returns: key string, uid string
// writes: none
// scale: unique index
CYPHER 25
UNWIND $keys AS key
MATCH (a:Asset {location_key: key})
RETURN key, a.uid AS uid
