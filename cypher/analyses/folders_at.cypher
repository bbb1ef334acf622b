// name: folders_at
// ask: Which folders lie at this path?
// why: a path may have been that of several volumes, one after the other
// param: path string
// returns: uid string, path string, raw_path bytes
// writes: none
// scale: index on path
CYPHER 25
MATCH (f:Folder {path: $path})
OPTIONAL MATCH (v:StorageVolume {uid: f.volume_uid})
RETURN f.uid AS uid, f.path AS path, f.raw_path AS raw_path
ORDER BY CASE v.state WHEN 'ONLINE' THEN 0 ELSE 1 END, uid
