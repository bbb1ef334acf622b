// name: clear_references
// ask: Drop what was told of documents by reading them.
// why: they are read again; what a user said stays
// param: uids strings
// returns: 
// writes: REFERENCES, GENERATED_BY, AWAITS, Asset.derive_pending
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (d:Asset {uid: uid})
CALL (d) {
  // what it declared of a derivative is told anew
  MATCH (d)-[r:REFERENCES]->(x:Asset) WHERE r.made_from IS NOT NULL AND x.status <> 'VANISHED'
  SET x.derive_pending = true
  REMOVE r.made_from
}
CALL (d) {
  MATCH (d)-[r:REFERENCES]->() WHERE r.method <> 'USER' DELETE r
}
CALL (d) {
  MATCH (d)<-[r:GENERATED_BY]-() WHERE r.method <> 'USER' DELETE r
}
CALL (d) {
  MATCH (d)-[r:AWAITS]->() DELETE r
}
