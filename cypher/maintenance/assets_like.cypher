// name: assets_like
// ask: Which assets that vanished, or are known at another place, look like these files?
// why: a file that reappears elsewhere keeps its identity, also where its old folder is not scanned
// param: rows json
// returns: item int, uid string, name string, raw_name bytes, kind string, outcome string, size int, mtime_ns int, ctime_ns int, inode int, quick_hash string, content_hash string, content_rev int, generation int, probe_level string, tools string, first_seen datetime, frames_digest string, first int, folder string, raw_folder bytes
// writes: none
// scale: one index seek a new file
CYPHER 25
UNWIND $rows AS row
MATCH (a:Asset {inode: row.inode})-[:IN_FOLDER]->(f:Folder)
WHERE a.volume_uid = row.volume_uid AND a.size_bytes = row.size AND a.mtime_ns = row.mtime_ns
  AND coalesce(a.location_key, a.last_location_key, '') <> row.location_key
RETURN row.item AS item, a.uid AS uid, a.name AS name, a.raw_name AS raw_name, a.kind AS kind,
       a.outcome AS outcome, a.size_bytes AS size, a.mtime_ns AS mtime_ns, a.ctime_ns AS ctime_ns,
       a.inode AS inode, a.quick_hash AS quick_hash, a.content_hash AS content_hash,
       a.content_rev AS content_rev, a.generation AS generation, a.probe_level AS probe_level,
       a.tools AS tools, a.first_seen AS first_seen, a.frames_digest AS frames_digest, a.first AS first,
       CASE WHEN a.status <> 'VANISHED' THEN f.rel_path END AS folder, f.raw_rel_path AS raw_folder
