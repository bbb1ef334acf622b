// name: pending_folders
// ask: Which folders of a volume wait to be related?
// why: what changed since, also in runs that were interrupted
// param: volume_uid string
// param: after string
// param: limit int
// returns: uid string, path string, raw_path bytes, rel_path string
// writes: none
// scale: index on relate_pending; by pages
CYPHER 25
MATCH (f:Folder {relate_pending: true})
WHERE f.volume_uid = $volume_uid AND f.uid > $after
RETURN f.uid AS uid, f.path AS path, f.raw_path AS raw_path, f.rel_path AS rel_path
ORDER BY uid LIMIT $limit
