// name: wake_derivatives_by_events
// ask: Let derivatives wait whose sources, or the documents that declare them, vanished, moved or changed.
// why: what they were made from is told anew; what a run noticed that was interrupted counts too
// param: volume_uid string
// returns: 
// writes: Asset.derive_pending
// scale: the runs of a volume, the events of those that are not related
CYPHER 25
MATCH (:StorageVolume {uid: $volume_uid})<-[:SCANNED]-(run:ScanRun) WHERE run.related IS NULL
MATCH (run)<-[:IN_RUN]-(:FileEvent)-[:OBSERVED]->(a:Asset)
WITH DISTINCT a
CALL (a) {
  MATCH (x:Asset)-[:PROXY_OF|DERIVED_FROM]->(a) RETURN x
  UNION
  MATCH (a)-[r:REFERENCES]->(x:Asset) WHERE r.made_from IS NOT NULL RETURN x
}
WITH DISTINCT x WHERE x.status <> 'VANISHED'
SET x.derive_pending = true
