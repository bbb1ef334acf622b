// name: exact_duplicates
// ask: Which files are byte for byte the same?
// why: each copy but one is space to win; hard links are one copy
// param: min_bytes int = 1      ignore smaller files
// param: limit int = 1000      groups
// returns: content_hash string, paths strings, raw_paths_b64 rawpaths, copies int, size_bytes int, reclaimable_bytes int
// writes: none
// scale: index on content_hash; 50,000 groups among 1,000,000 assets: 1 s
// browser: the same as a picture, below the line //!visual
CYPHER 25
MATCH (a:Asset)
WHERE a.content_hash IS NOT NULL
WITH a.content_hash AS content_hash, count(*) AS nodes WHERE nodes > 1
MATCH (a:Asset {content_hash: content_hash})-[:IN_FOLDER]->(f:Folder)
WHERE a.status = 'PRESENT' AND a.size_bytes >= $min_bytes
WITH content_hash, a.size_bytes AS size_bytes,
     f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
     CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
          ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw,
     a.volume_uid + ':' + toString(coalesce(a.inode, a.uid)) AS unit
// a folder that was ingested under two volume names holds each file once all the same
WITH content_hash, size_bytes, path, head(collect(raw)) AS raw, min(unit) AS storage
ORDER BY path
WITH content_hash, size_bytes, collect({path: path, raw: raw}) AS files, count(DISTINCT storage) AS copies
WHERE size(files) > 1
RETURN content_hash, [each IN files | each.path] AS paths,
       CASE WHEN any(each IN files WHERE each.raw IS NOT NULL) THEN [each IN files | each.raw] END AS raw_paths_b64,
       copies, size_bytes, (copies - 1) * size_bytes AS reclaimable_bytes
ORDER BY reclaimable_bytes DESC, content_hash LIMIT $limit
//!visual
CYPHER 25
MATCH (a:Asset) WHERE a.content_hash IS NOT NULL
WITH a.content_hash AS content_hash, collect(a) AS copies WHERE size(copies) > 1
UNWIND copies AS a
MATCH path = (a)-[:IN_FOLDER]->(:Folder)
RETURN path LIMIT 300
