// name: same_quick_hash
// ask: Which present assets share a quick hash and lack a content hash?
// why: only they need to be read whole to know exact copies
// param: host string      only volumes this host sees
// param: after string
// param: limit int
// returns: uid string, quick_hash string, folder string, raw_folder bytes, name string, raw_name bytes, kind string, size int, mtime_ns int
// writes: none
// scale: index on quick_hash
CYPHER 25
MATCH (a:Asset) WHERE a.quick_hash IS NOT NULL
WITH a.quick_hash AS quick_hash, count(*) AS copies WHERE copies > 1
MATCH (a:Asset {quick_hash: quick_hash})-[:IN_FOLDER]->(f:Folder)
WHERE a.content_hash IS NULL AND a.status = 'PRESENT' AND a.size_bytes > 0 AND a.uid > $after
  AND EXISTS { MATCH (:MountPoint {host: $host})-[:MOUNTS]->(:StorageVolume {uid: a.volume_uid}) }
RETURN a.uid AS uid, quick_hash, f.path AS folder, f.raw_path AS raw_folder, a.name AS name,
       a.raw_name AS raw_name, a.kind AS kind, a.size_bytes AS size, a.mtime_ns AS mtime_ns
ORDER BY uid LIMIT $limit
