// name: largest
// ask: Which assets are the largest?
// why: where space can be won with one decision
// param: limit int = 20      rows
// param: kind video|image|audio|sequence|document|sidecar|package|other = null      only this kind
// returns: path string, raw_path_b64 rawpath, kind string, format string, size_bytes int
// writes: none
// scale: index on size_bytes; 1,000,000 assets: 0.02 s
// browser: the same as a picture, below the line //!visual
CYPHER 25
MATCH (a:Asset)
WHERE a.size_bytes > 0 AND a.status <> 'VANISHED' AND ($kind IS NULL OR a.kind = $kind)
WITH a ORDER BY a.size_bytes DESC, a.location_key LIMIT $limit
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       a.kind AS kind, a.format AS format, a.size_bytes AS size_bytes
ORDER BY size_bytes DESC, path
//!visual
CYPHER 25
MATCH (a:Asset) WHERE a.size_bytes > 0 AND a.status <> 'VANISHED'
WITH a ORDER BY a.size_bytes DESC LIMIT 50
MATCH path = (a)-[:IN_FOLDER]->(:Folder)
RETURN path LIMIT 300
