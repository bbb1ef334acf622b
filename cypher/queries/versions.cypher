// name: versions
// ask: Which versions are there of what?
// why: the newest of each thing, and what came before it; `rank` orders them, 1 is the oldest that is there
// param: confidence float = 0.8      how sure a version must be
// param: limit int = 1000      rows
// returns: chain string, version int, rank int, token string, path string, raw_path_b64 rawpath, is_latest bool, method string, confidence float
// writes: none
// scale: every version; 125,000 among 1,000,000 assets: 0.5 s
// browser: the same as a picture, below the line //!visual
CYPHER 25
MATCH (c:VersionChain)<-[r:VERSION_OF]-(a:Asset)
WHERE r.confidence > 0 AND r.confidence >= $confidence AND a.status <> 'VANISHED'
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN c.template AS chain, r.version AS version, r.rank AS rank, r.token AS token,
       f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       r.is_latest AS is_latest, r.method AS method, r.confidence AS confidence
ORDER BY chain, rank, path LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:VersionChain)<-[:VERSION_OF]-(:Asset)
RETURN path LIMIT 300
