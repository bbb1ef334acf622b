// name: vanish_assets
// ask: Mark assets that are no longer there.
// why: missing is a state; nothing is deleted
// param: rows json
// param: run_uid string
// param: run_id string
// param: now datetime
// returns: vanished int
// writes: Asset.status, FileEvent
// scale: per batch
CYPHER 25
UNWIND $rows AS row
MATCH (a:Asset {uid: row.uid})
MATCH (run:ScanRun {uid: $run_uid})
SET a.status = 'VANISHED', a.last_location_key = row.location_key
REMOVE a.location_key
MERGE (event:FileEvent {uid: row.event.uid})
SET event += row.event, event.run_id = $run_id, event.at = $now
MERGE (event)-[:OBSERVED]->(a)
MERGE (event)-[:IN_RUN]->(run)
WITH a
OPTIONAL MATCH (a)<-[:PROBLEM_WITH]-(problem:IngestProblem)
DETACH DELETE problem
RETURN count(DISTINCT a) AS vanished
