// name: without_content_hash
// ask: Which present assets lack a content hash?
// why: --hash all reads them whole
// param: volume_uid string
// param: prefix string
// param: after string
// param: limit int
// returns: uid string, quick_hash string, folder string, raw_folder bytes, name string, raw_name bytes, kind string, size int, mtime_ns int
// writes: none
// scale: index on volume_uid; streamed
CYPHER 25
MATCH (a:Asset {volume_uid: $volume_uid})-[:IN_FOLDER]->(f:Folder)
WHERE a.uid > $after AND a.content_hash IS NULL AND a.status = 'PRESENT' AND a.size_bytes > 0
  AND a.outcome <> 'failed'
  AND ($prefix = '' OR f.rel_path = $prefix OR f.rel_path STARTS WITH $prefix + '/')
RETURN a.uid AS uid, a.quick_hash AS quick_hash, f.path AS folder, f.raw_path AS raw_folder, a.name AS name,
       a.raw_name AS raw_name, a.kind AS kind, a.size_bytes AS size, a.mtime_ns AS mtime_ns
ORDER BY uid LIMIT $limit
