// name: project_overlap
// ask: Which files do a project's documents use that lie in another project, or in none?
// why: what must come along when a project moves, and who else needs what lies in this one; `other` is whose folders the files lie in, null for what belongs to no project; the examples are the first and the last by path
// param: project string = null      code; what only this project uses
// param: other string = null      code; only what lies in this project
// param: confidence float = 0.8      how sure references and memberships must be
// param: limit int = 1000      rows, the largest first
// returns: project string, other string, files int, bytes int, examples strings
// writes: none
// scale: every reference; 1,000,000 assets with 400,000 references to anywhere: 8 s of one core
// browser: documents with what they use of other projects, below the line //!visual
CYPHER 25
CALL () {
  MATCH (part:Project|Sequence|Shot)-[:BELONGS_TO]->{0,2}(p:Project) WHERE $project IS NULL OR p.code = $project
  MATCH (part)<-[b:BELONGS_TO WHERE b.confidence > 0 AND b.confidence >= $confidence]-(f:Folder)
  RETURN DISTINCT p, f AS at
}
MATCH (at)<-[:IN_FOLDER]-(d:Document)-[r:REFERENCES]->(a:Asset)
WHERE d.status <> 'VANISHED' AND r.confidence > 0 AND r.confidence >= $confidence
WITH DISTINCT p, a
MATCH (a)-[:IN_FOLDER]->(f:Folder) WHERE a.status <> 'VANISHED'
WITH p, f, count(*) AS files, sum(a.size_bytes) AS bytes, min(a.name) AS first, max(a.name) AS last
WITH f, collect({p: p, files: files, bytes: bytes, first: first, last: last}) AS users
// whose a folder is: told once a folder, however many use it
CALL (f) {
  OPTIONAL MATCH (f)-[b:BELONGS_TO WHERE b.confidence > 0 AND b.confidence >= $confidence]->()-[:BELONGS_TO]->{0,2}(o:Project)
  RETURN collect(DISTINCT o) AS owners
}
UNWIND [each IN users WHERE NOT each.p IN owners] AS each
UNWIND CASE WHEN owners = [] THEN [null] ELSE owners END AS o
WITH each, o, f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END AS folder
WHERE $other IS NULL OR o.code = $other
WITH each.p AS p, o, sum(each.files) AS files, sum(each.bytes) AS bytes,
     min(folder + each.first) AS first, max(folder + each.last) AS last
RETURN p.code AS project, o.code AS other, files, bytes,
       CASE WHEN first = last THEN [first] ELSE [first, last] END AS examples
ORDER BY bytes DESC, project, other, p.uid, o.uid LIMIT $limit
//!visual
CYPHER 25
MATCH (p:Project)<-[:BELONGS_TO]-{0,2}()<-[:BELONGS_TO]-(:Folder)<-[:IN_FOLDER]-(d:Document)
MATCH path = (d)-[:REFERENCES]->(a:Asset)-[:IN_FOLDER]->(f:Folder)
WHERE NOT EXISTS { (f)-[:BELONGS_TO]->()-[:BELONGS_TO]->{0,2}(p) }
RETURN path LIMIT 300
