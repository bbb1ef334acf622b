// name: wake_by_events
// ask: Let documents wait that, or whose files, vanished, moved or changed since documents were last brought up to date.
// why: a vanished file un-resolves; what a run noticed that was interrupted counts too
// param: volume_uid string
// returns: 
// writes: Document.relate_pending
// scale: the runs of a volume, the events of those that are not related
CYPHER 25
MATCH (:StorageVolume {uid: $volume_uid})<-[:SCANNED]-(run:ScanRun) WHERE run.related IS NULL
MATCH (run)<-[:IN_RUN]-(:FileEvent)-[:OBSERVED]->(a:Asset)
WITH DISTINCT a
CALL (a) {
  MATCH (d:Document)-[:REFERENCES]->(a) RETURN d
  UNION
  MATCH (d:Document)<-[:GENERATED_BY]-(a) RETURN d
  UNION
  MATCH (d:Document {uid: a.uid}) RETURN d
  UNION
  MATCH (d:Document)<-[:LOCATED_AT]-(:Package)<-[:MEMBER_OF]-()-[:LOCATED_AT]->(a) RETURN d
}
WITH DISTINCT d WHERE d.status <> 'VANISHED'
SET d.relate_pending = true
