// name: clear_locations
// ask: Free the places of assets that move.
// why: two assets never hold one place, not even for a moment
// param: uids strings
// returns: 
// writes: Asset.location_key
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (a:Asset {uid: uid})
REMOVE a.location_key
