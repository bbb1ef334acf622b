// name: find_by_filter
// ask: Which assets fit this filter?
// why: technical questions need no words
// param: limit int
// returns: path string, raw_parts json, score float, properties json
// writes: none
// scale: the index of the narrowest property that is named, only as far as the limit
CYPHER 25
MATCH (a:Asset)
WHERE true /*where*/
WITH a LIMIT $limit
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_parts,
       1.0 AS score, properties(a) AS properties
ORDER BY path
