// name: find_uids
// ask: Which assets fit this filter, as long as they are few?
// why: words are then looked for among these few
// param: most int
// returns: uids strings
// writes: none
// scale: the index of the narrowest property that is named, only as far as `most`
CYPHER 25
CALL () {
  MATCH (a:Asset)
  WHERE true /*where*/
  RETURN a LIMIT $most + 1
}
WITH collect(a) AS found
RETURN CASE WHEN size(found) <= $most THEN [a IN found | a.uid] END AS uids
