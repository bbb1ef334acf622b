// name: lineage
// ask: What was this file made from, and what was made from it?
// why: the same walk as `assetgraph lineage`, to paste and change
// param: path path      absolute path of a file
// param: confidence float = 0.8      how sure an edge must be
// param: limit int = 10000      rows
// returns: path string, raw_path_b64 rawpath, direction string, depth int
// writes: none
// scale: one traversal an asset, however many ways lead to it; 30 layers of 10 documents, 10^30 ways: 0.02 s
// browser: renders with what made them and what that needed, below the line //!visual
CYPHER 25
MATCH (a:Asset {name: split($path, '/')[-1]})-[:IN_FOLDER]->(home:Folder)
WHERE home.path + CASE WHEN home.path ENDS WITH '/' THEN '' ELSE '/' END + a.name = $path
WITH a ORDER BY a.status = 'VANISHED', a.generation DESC LIMIT 1
CALL (a) {
  MATCH way = (a)-[r:REFERENCES|SIDECAR_OF|PROXY_OF|DERIVED_FROM|GENERATED_BY|PREVIOUS_VERSION
                   WHERE r.confidence > 0 AND (r.confidence >= $confidence OR endNode(r):MissingMedia)]->+(d)
  RETURN d, 'upstream' AS direction, min(length(way)) AS depth
  UNION ALL
  MATCH way = (a)<-[r:REFERENCES|SIDECAR_OF|PROXY_OF|DERIVED_FROM|GENERATED_BY|PREVIOUS_VERSION
                    WHERE r.confidence > 0 AND r.confidence >= $confidence AND startNode(r).status <> 'VANISHED']-+(d:Asset)
  RETURN d, 'downstream' AS direction, min(length(way)) AS depth
}
WITH a, d, direction, depth WHERE d <> a
OPTIONAL MATCH (d)-[:IN_FOLDER]->(f:Folder)
RETURN coalesce(f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + d.name, d.reference) AS path,
       CASE WHEN f.raw_path IS NULL AND d.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(d.raw_name, d.name)] END AS raw_path_b64,
       direction, depth
ORDER BY direction DESC, depth, path LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:Asset)-[:GENERATED_BY|DERIVED_FROM|PROXY_OF|PREVIOUS_VERSION]->(:Asset)
             -[:REFERENCES|GENERATED_BY|DERIVED_FROM|PROXY_OF]->{0,1}(:Asset)
RETURN path LIMIT 300
