// name: unseen_folders
// ask: Which folders below a scope did this run not list?
// why: their files are gone, or moved
// param: volume_uid string
// param: prefix string
// param: run_id string
// returns: uid string, rel_path string, raw_rel_path bytes
// writes: none
// scale: index on volume_uid; streamed
CYPHER 25
MATCH (f:Folder {volume_uid: $volume_uid})
WHERE f.status = 'PRESENT' AND f.seen_run <> $run_id
  AND ($prefix = '' OR f.rel_path = $prefix OR f.rel_path STARTS WITH $prefix + '/')
RETURN f.uid AS uid, f.rel_path AS rel_path, f.raw_rel_path AS raw_rel_path
