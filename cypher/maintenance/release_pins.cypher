// name: release_pins
// ask: Take back a user's holds, approvals and deliveries of these files.
// why: what a user said, a user may take back; what policies.yaml declares stays
// param: uids strings
// returns: 
// writes: HOLDS, DELIVERS, Hold, Delivery
// scale: one traversal a file
CYPHER 25
UNWIND $uids AS uid
MATCH (a:Asset {uid: uid})
CALL (a) {
  RETURN a AS pinned
  UNION
  // or the pin would come back from what was moved here
  MATCH (pinned:Asset {quick_hash: a.quick_hash, status: 'VANISHED'}) WHERE pinned.size_bytes = a.size_bytes
  RETURN pinned
}
MATCH (pinned)<-[r:HOLDS|DELIVERS {method: 'USER'}]-(pin)
DELETE r
WITH DISTINCT pin
WHERE pin.method = 'USER' AND NOT EXISTS { (pin)-[:HOLDS|DELIVERS]->() }
DELETE pin
