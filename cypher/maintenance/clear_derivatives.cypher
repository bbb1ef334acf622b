// name: clear_derivatives
// ask: Drop what was told that assets were made from.
// why: it is told anew; what a user said stays
// param: uids strings
// returns: 
// writes: PROXY_OF, DERIVED_FROM, AWAITS, Asset.derive_pending
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (a:Asset {uid: uid})
CALL (a) {
  MATCH (a)-[r:PROXY_OF|DERIVED_FROM]->() WHERE r.method <> 'USER' DELETE r
}
CALL (a) {
  MATCH (a)-[r:AWAITS]->() WHERE NOT a:Document DELETE r
}
REMOVE a.derive_pending
