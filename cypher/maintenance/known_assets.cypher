// name: known_assets
// ask: Which assets does the graph know in a folder?
// why: the listing is compared with them
// param: folder_uid string
// returns: uid string, name string, raw_name bytes, kind string, outcome string, size int, mtime_ns int, ctime_ns int, inode int, quick_hash string, content_hash string, content_rev int, generation int, probe_level string, tools string, first_seen datetime, frames_digest string, placed bool, flawed bool
// writes: none
// scale: one traversal a changed folder; streamed
CYPHER 25
MATCH (f:Folder {uid: $folder_uid})<-[:IN_FOLDER]-(a:Asset)
WHERE a.status <> 'VANISHED'
RETURN a.uid AS uid, a.name AS name, a.raw_name AS raw_name, a.kind AS kind,
       a.outcome AS outcome, a.size_bytes AS size, a.mtime_ns AS mtime_ns, a.ctime_ns AS ctime_ns,
       a.inode AS inode, a.quick_hash AS quick_hash, a.content_hash AS content_hash,
       a.content_rev AS content_rev, a.generation AS generation, a.probe_level AS probe_level,
       a.tools AS tools, a.first_seen AS first_seen, a.frames_digest AS frames_digest, a.location_key IS NOT NULL AS placed,
       a.outcome = 'failed' OR EXISTS { MATCH (a)<-[:PROBLEM_WITH]-(p:IngestProblem) WHERE p.tool = 'assetgraph' } AS flawed
