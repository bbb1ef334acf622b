// name: volume_sample
// ask: Which files are known on a volume, at or below a relative path? Some of them.
// why: a volume is known again by its files
// param: volume_uid string
// param: prefix string
// returns: rel_path string, raw_rel_path bytes, name string, raw_name bytes, size int, mtime_ns int, inode int
// writes: none
// scale: index on volume_uid; fifty rows
CYPHER 25
MATCH (a:Asset {volume_uid: $volume_uid})-[:IN_FOLDER]->(f:Folder)
WHERE a.status = 'PRESENT' AND a.kind <> 'sequence'
  AND ($prefix = '' OR f.rel_path = $prefix OR f.rel_path STARTS WITH $prefix + '/')
RETURN f.rel_path AS rel_path, f.raw_rel_path AS raw_rel_path, a.name AS name, a.raw_name AS raw_name,
       a.size_bytes AS size, a.mtime_ns AS mtime_ns, a.inode AS inode
LIMIT 50
