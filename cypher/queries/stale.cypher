// name: stale
// ask: Which proxies, thumbnails and transcodes no longer show what their source shows?
// why: a cut on old proxies goes wrong late. By CONTENT: the source's hash is another one than when the derivative was made; by TIME: no hash tells, or the derivative was older than its source from the start
// param: confidence float = 0.8      how sure an edge must be
// param: limit int = 1000      rows
// returns: derivative string, raw_derivative_b64 rawpath, source string, raw_source_b64 rawpath, since string, kind string, rule string, method string, confidence float
// writes: none
// scale: every such edge; 125,000 among 1,000,000 assets: 0.8 s
// browser: the same as a picture, below the line //!visual
CYPHER 25
MATCH (d:Asset)-[r:PROXY_OF|DERIVED_FROM]->(s:Asset)
WHERE r.confidence > 0 AND r.confidence >= $confidence AND d.status <> 'VANISHED' AND s.status <> 'VANISHED'
WITH r, d, s, r.source_hash <> s.quick_hash AS changed
WITH r, d, s, CASE WHEN changed THEN 'CONTENT'
                   WHEN changed IS NULL AND s.mtime_ns > d.mtime_ns THEN 'TIME'
                   WHEN NOT changed AND r.source_mtime_ns > d.mtime_ns THEN 'TIME' END AS rule
WHERE rule IS NOT NULL
MATCH (d)-[:IN_FOLDER]->(df:Folder)
MATCH (s)-[:IN_FOLDER]->(sf:Folder)
RETURN df.path + CASE WHEN df.path ENDS WITH '/' THEN '' ELSE '/' END + d.name AS derivative,
       CASE WHEN df.raw_path IS NULL AND d.raw_name IS NULL THEN null
            ELSE [coalesce(df.raw_path, df.path), coalesce(d.raw_name, d.name)] END AS raw_derivative_b64,
       sf.path + CASE WHEN sf.path ENDS WITH '/' THEN '' ELSE '/' END + s.name AS source,
       CASE WHEN sf.raw_path IS NULL AND s.raw_name IS NULL THEN null
            ELSE [coalesce(sf.raw_path, sf.path), coalesce(s.raw_name, s.name)] END AS raw_source_b64,
       toString(datetime({epochMillis: s.mtime_ns / 1000000})) AS since,
       CASE WHEN r:PROXY_OF THEN 'PROXY' ELSE r.kind END AS kind, rule,
       r.method AS method, r.confidence AS confidence
ORDER BY since DESC, source, derivative LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:Asset)-[r:PROXY_OF|DERIVED_FROM]->(s:Asset)
WHERE r.source_hash <> s.quick_hash
RETURN path LIMIT 300
