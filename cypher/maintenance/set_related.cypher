// name: set_related
// ask: Note that documents know what the runs of a volume noticed.
// why: the next run looks at newer ones only
// param: volume_uid string
// returns: 
// writes: ScanRun.related
// scale: the runs of a volume
CYPHER 25
MATCH (:StorageVolume {uid: $volume_uid})<-[:SCANNED]-(run:ScanRun) WHERE run.related IS NULL
SET run.related = true
