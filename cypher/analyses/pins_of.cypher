// name: pins_of
// ask: Which of these were delivered, or are held?
// why: what was promised may not go; a hold that is over holds nothing
// param: uids strings
// returns: uid string, relation string, pin string
// writes: none
// scale: one traversal an asset
CYPHER 25
UNWIND $uids AS uid
MATCH (a:Asset {uid: uid})
WITH uid, a
MATCH (a)<-[r:DELIVERS|HOLDS]-(p)
WHERE r.confidence > 0 AND (p.until IS NULL OR p.until >= toString(date()))
RETURN uid, type(r) AS relation, coalesce(p.code, p.caption) AS pin
ORDER BY uid, relation, pin
