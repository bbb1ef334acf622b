// name: project_needs
// ask: What do projects need of their media, and who says so?
// why: copies that a project needs are not redundant
// param: limit int = 1000      rows
// returns: project string, copies int, on_volumes int, least_height int, codecs strings, said_by string
// writes: none
// scale: every need
// browser: needs with their projects, below the line //!visual
CYPHER 25
MATCH (n:Need)-[r:REQUIRES]->(p:Project) WHERE r.confidence > 0
RETURN p.code AS project, n.copies AS copies, n.on_volumes AS on_volumes, n.least_height AS least_height,
       coalesce(n.codecs, []) AS codecs, CASE WHEN r.method = 'USER' THEN 'USER' ELSE 'policies.yaml' END AS said_by
ORDER BY project, said_by, p.uid LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:Need)-[:REQUIRES]->(:Project)
RETURN path LIMIT 300
