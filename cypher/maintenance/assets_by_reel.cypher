// name: assets_by_reel
// ask: Which assets are of these reels?
// why: an edit list often names nothing else, and in capitals
// param: reels strings
// param: most int      rows a reel
// returns: reel string, uids strings
// writes: none
// scale: index on reel_name
CYPHER 25
UNWIND $reels AS reel
CALL (reel) {
  MATCH (a:Asset) WHERE a.reel_name IN [reel, toLower(reel), toUpper(reel)] AND a.status <> 'VANISHED'
  RETURN a.uid AS uid LIMIT $most
}
RETURN reel, collect(uid) AS uids
