// name: assets_by_short_reel
// ask: Of which assets does the reel, or the name, begin so?
// why: an edit list of CMX 3600 has room for eight signs of a reel
// param: reels strings
// param: most int      rows a reel, of its two ways each
// returns: reel string, uids strings
// writes: none
// scale: indexes on reel_name and stem_key
CYPHER 25
UNWIND $reels AS reel
CALL (reel) {
  UNWIND [reel, toLower(reel), toUpper(reel)] AS head
  MATCH (a:Asset) WHERE a.reel_name STARTS WITH head AND a.status <> 'VANISHED'
  RETURN a.uid AS uid LIMIT $most
  UNION
  MATCH (a:Asset) WHERE a.stem_key STARTS WITH toLower(reel) AND a.status <> 'VANISHED'
  RETURN a.uid AS uid LIMIT $most
}
RETURN reel, collect(uid) AS uids
