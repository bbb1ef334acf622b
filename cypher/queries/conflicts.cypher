// name: conflicts
// ask: Over which values do the tools disagree?
// why: a value that is disputed should be looked at before it is trusted
// param: property string = null      only this property
// param: limit int = 1000      rows
// returns: path string, raw_path_b64 rawpath, property string, values json, tools strings, chosen json
// writes: none
// scale: every conflict; 50,000 among 1,000,000 assets: 0.3 s
// browser: the same as a picture, below the line //!visual
CYPHER 25
MATCH (c:MetadataConflict)-[:CONFLICT_IN]->(a:Asset)-[:IN_FOLDER]->(f:Folder)
WHERE $property IS NULL OR c.property = $property
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       c.property AS property, c.values AS values, c.tools AS tools, c.chosen AS chosen
ORDER BY path, property LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:MetadataConflict)-[:CONFLICT_IN]->(:Asset)
RETURN path LIMIT 300
