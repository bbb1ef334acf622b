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
  // what it declared of two files is told anew, for both
  MATCH (d)-[r:REFERENCES]->(x:Asset) WHERE r.made_from IS NOT NULL
  WITH r, [x.uid] + r.made_from AS ends
  REMOVE r.made_from
  WITH ends UNWIND ends AS end
  MATCH (a:Asset {uid: end}) WHERE a.status <> 'VANISHED'
  SET a.derive_pending = true
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
