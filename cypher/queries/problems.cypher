// name: problems
// ask: What could not be read, and what is to be done?
// why: a file nobody can read is found before somebody needs it
// param: stage scan|stat|sniff|probe|document|hash|write|vanish|declaration = null      only this stage
// param: limit int = 1000      rows
// returns: path string, raw_path_b64 rawpath, stage string, tool string, reason string, next_step string
// writes: none
// scale: every problem; 50,000 among 1,000,000 assets: 0.3 s
// browser: the same as a picture, below the line //!visual
CYPHER 25
MATCH (p:IngestProblem)
WHERE $stage IS NULL OR p.stage = $stage
OPTIONAL MATCH (p)-[:PROBLEM_WITH]->(a:Asset)-[:IN_FOLDER]->(f:Folder)
RETURN coalesce(f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name, p.path) AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       p.stage AS stage, p.tool AS tool, p.reason AS reason, p.next_step AS next_step
ORDER BY path, stage, tool LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:IngestProblem)-[:PROBLEM_WITH]->()
RETURN path LIMIT 300
