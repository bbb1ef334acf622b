// name: end_broken_runs
// ask: Which runs over the volume never told their end?
// why: whoever has the lease is the only one at work, so that their processes were killed
// param: volume_uid string
// param: run_id string      the run that has the lease
// returns: 
// writes: ScanRun.state
// scale: the runs over one volume
CYPHER 25
MATCH (:StorageVolume {uid: $volume_uid})<-[:SCANNED]-(run:ScanRun {state: 'RUNNING'})
WHERE run.run_id <> $run_id
SET run.state = 'INTERRUPTED'
