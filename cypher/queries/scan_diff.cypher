// name: scan_diff
// ask: What did a scan find changed?
// why: what came, went, moved or changed since the scan before, or since an earlier one; NEW is what was seen for the first time
// param: run_id string = null      run; the last one where none is given
// param: since string = null      an earlier run: all that scans after it found, as far as that run
// param: limit int = 1000      rows
// returns: event string, path string, raw_path_b64 rawpath, from string, to string, method string, run_id string
// writes: none
// scale: indexes on run_id and first_seen; 50,000 events and 250,000 new files: 0.6 s
// browser: what the last runs noticed, below the line //!visual
CYPHER 25
CALL () {
  MATCH (run:ScanRun) WHERE run.started_at IS NOT NULL AND ($run_id IS NULL OR run.run_id = $run_id)
  RETURN run AS last ORDER BY run.started_at DESC LIMIT 1
}
CALL (last) {
  MATCH (run:ScanRun) WHERE $since IS NULL AND run = last RETURN run.run_id AS run_id
  UNION
  MATCH (before:ScanRun {run_id: $since})
  MATCH (run:ScanRun) WHERE run.started_at > before.started_at AND run.started_at <= last.started_at
  RETURN run.run_id AS run_id
}
CALL (run_id) {
  MATCH (e:FileEvent {run_id: run_id})-[:OBSERVED]->(a:Asset)
  RETURN e.event AS event, a, e.from_path AS from, e.to_path AS to, e.method AS method
  UNION ALL
  MATCH (run:ScanRun {run_id: run_id})-[:SCANNED]->(v:StorageVolume)
  // of a run that was killed, until the next one began
  WITH run, v, coalesce(run.ended_at, head(COLLECT {
    MATCH (next:ScanRun)-[:SCANNED]->(v) WHERE next.started_at > run.started_at
    RETURN next.started_at ORDER BY next.started_at LIMIT 1 }), datetime()) AS until
  MATCH (a:Asset) WHERE a.first_seen >= run.started_at AND a.first_seen <= until AND a.volume_uid = v.uid
  RETURN 'NEW' AS event, a, null AS from, null AS to, null AS method
}
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN event, f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       from, to, method, run_id
ORDER BY event, path, a.uid LIMIT $limit
//!visual
CYPHER 25
MATCH (run:ScanRun) WHERE run.started_at IS NOT NULL
WITH run ORDER BY run.started_at DESC LIMIT 3
MATCH path = (run)<-[:IN_RUN]-(:FileEvent)-[:OBSERVED]->(:Asset)
RETURN path LIMIT 300
