// name: names_of_events
// ask: Which names had or have the files that vanished, moved or changed since documents were last brought up to date?
// why: documents that look for such names are looked at again
// param: volume_uid string
// returns: name string, reel_name string, umid string, source_umid string, uuid string, old_name string
// writes: none
// scale: the runs of a volume, the events of those that are not related; streamed
CYPHER 25
MATCH (:StorageVolume {uid: $volume_uid})<-[:SCANNED]-(run:ScanRun) WHERE run.related IS NULL
MATCH (run)<-[:IN_RUN]-(e:FileEvent)-[:OBSERVED]->(a:Asset)
RETURN a.name AS name, a.reel_name AS reel_name, a.umid AS umid, a.source_umid AS source_umid, a.uuid AS uuid,
       split(e.from_path, '/')[-1] AS old_name
