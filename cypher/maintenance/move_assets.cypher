// name: move_assets
// ask: Put assets to their new places.
// why: a moved file keeps its identity and its edges
// param: rows json
// param: run_uid string
// param: run_id string
// param: now datetime
// returns: moved int
// writes: Asset, IN_FOLDER, FileEvent, Folder.relate_pending
// scale: per batch
CYPHER 25
UNWIND $rows AS row
MATCH (a:Asset {uid: row.uid})
MATCH (target:Folder {uid: row.folder_uid})
MATCH (run:ScanRun {uid: $run_uid})
OPTIONAL MATCH (a)-[old:IN_FOLDER]->(source:Folder)
SET source.relate_pending = true, target.relate_pending = true
DELETE old
MERGE (a)-[:IN_FOLDER]->(target)
SET a += row.place
REMOVE a.last_location_key
MERGE (event:FileEvent {uid: row.event.uid})
SET event += row.event, event.run_id = $run_id, event.at = $now
MERGE (event)-[:OBSERVED]->(a)
MERGE (event)-[:IN_RUN]->(run)
RETURN count(*) AS moved
