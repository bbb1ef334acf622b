// name: assets_at
// ask: Which assets lie, or lay last, at these places?
// why: an asset is named by its path
// param: keys strings
// returns: uid string
// writes: none
// scale: two index look-ups a place
CYPHER 25
UNWIND range(0, size($keys) - 1) AS place
CALL (place) {
  MATCH (a:Asset {location_key: $keys[place]}) RETURN a, 0 AS gone
  UNION ALL
  MATCH (a:Asset {last_location_key: $keys[place]}) RETURN a, 1 AS gone
}
RETURN a.uid AS uid ORDER BY gone, place, a.generation DESC
