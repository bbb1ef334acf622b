// name: supplements
// ask: Which packages (IMF, DCP) play what only another one has?
// why: a version file does not play without its original
// param: package string = null      absolute path of the folder of either
// param: confidence float = 0.8      how sure it must be
// param: limit int = 1000      rows
// returns: package string, raw_package_b64 rawpath, needs_package string, raw_needs_package_b64 rawpath, assets int, method string, confidence float, evidence string
// writes: none
// scale: every such pair
// browser: the same as a picture, below the line //!visual
CYPHER 25
MATCH (p:Package)-[r:SUPPLEMENTS WHERE r.confidence >= $confidence]->(q:Package)
MATCH (p)-[:LOCATED_AT]->(d:Asset WHERE d.status <> 'VANISHED')-[:IN_FOLDER]->(pf:Folder)
MATCH (q)-[:LOCATED_AT]->(e:Asset WHERE e.status <> 'VANISHED')-[:IN_FOLDER]->(qf:Folder)
WHERE $package IS NULL OR $package IN [pf.path, qf.path]
RETURN pf.path AS package, CASE WHEN pf.raw_path IS NOT NULL THEN [pf.raw_path] END AS raw_package_b64,
       qf.path AS needs_package, CASE WHEN qf.raw_path IS NOT NULL THEN [qf.raw_path] END AS raw_needs_package_b64,
       r.count AS assets, r.method AS method, r.confidence AS confidence, r.evidence AS evidence
ORDER BY package, needs_package LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:Package)-[:SUPPLEMENTS]->(:Package)
RETURN path LIMIT 300
