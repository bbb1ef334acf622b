// name: impact
// ask: What breaks, degrades or cannot be made again if this file goes?
// why: the same walk as `assetgraph impact`, to paste and change; that one also knows exact copies, deliveries, holds and what unsettled references may mean
// param: path path      absolute path of a file
// param: confidence float = 0.8      how sure an edge must be
// param: limit int = 10000      rows
// returns: path string, raw_path_b64 rawpath, effect string, depth int
// writes: none
// scale: one traversal an asset, however many ways lead to it; 30 layers of 10 documents, 10^30 ways: 0.02 s
// browser: what needs the file that most documents refer to, below the line //!visual
CYPHER 25
MATCH (a:Asset {name: split($path, '/')[-1]})-[:IN_FOLDER]->(home:Folder)
WHERE home.path + CASE WHEN home.path ENDS WITH '/' THEN '' ELSE '/' END + a.name = $path
WITH a ORDER BY a.status = 'VANISHED', a.generation DESC LIMIT 1
CALL (a) {
  MATCH way = (a)<-[r:REFERENCES WHERE r.strength = 'HARD' AND r.confidence > 0 AND r.confidence >= $confidence
                                  AND startNode(r).status <> 'VANISHED']-+(d:Asset)
  RETURN d, 0 AS harm, min(length(way)) AS depth
  UNION ALL
  MATCH way = (a)<-[r:REFERENCES|SIDECAR_OF WHERE r.confidence > 0 AND r.confidence >= $confidence
                                             AND startNode(r).status <> 'VANISHED']-+(d:Asset)
  RETURN d, 1 AS harm, min(length(way)) AS depth
  UNION ALL
  MATCH way = (a)<-[r:REFERENCES|SIDECAR_OF|PROXY_OF|DERIVED_FROM|GENERATED_BY
                    WHERE r.confidence > 0 AND r.confidence >= $confidence AND startNode(r).status <> 'VANISHED']-+(d:Asset)
  RETURN d, 2 AS harm, min(length(way)) AS depth
}
WITH a, d, harm, depth ORDER BY harm
WITH a, d, head(collect({harm: harm, depth: depth})) AS worst
WHERE d <> a
MATCH (d)-[:IN_FOLDER]->(f:Folder)
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + d.name AS path,
       CASE WHEN f.raw_path IS NULL AND d.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(d.raw_name, d.name)] END AS raw_path_b64,
       ['BROKEN', 'DEGRADED', 'LOSES_SOURCE'][worst.harm] AS effect, worst.depth AS depth
ORDER BY depth, effect, path LIMIT $limit
//!visual
CYPHER 25
MATCH (a:Asset)<-[r:REFERENCES]-(:Asset)
WITH a, count(r) AS documents ORDER BY documents DESC LIMIT 1
MATCH path = (a)<-[:REFERENCES|SIDECAR_OF|PROXY_OF|DERIVED_FROM|GENERATED_BY]-{1,2}(:Asset)
RETURN path LIMIT 300
