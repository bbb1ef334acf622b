// name: projects
// ask: Which project does each file belong to?
// why: told by the folder it lies in, by declaration or by the structure of folders; `kind` is the project's
// param: project string = null      code; only this project
// param: confidence float = 0.8      how sure a folder's membership must be
// param: limit int = 1000      rows
// returns: project string, kind string, path string, raw_path_b64 rawpath, sequence string, shot string, method string, confidence float, evidence string
// writes: none
// scale: projects in order, only as far as the limit; 1,000,000 assets: 0.1 s
// browser: projects with their parts and folders, below the line //!visual
CYPHER 25
MATCH (f:Folder)-[b:BELONGS_TO]->(part) WHERE b.confidence > 0 AND b.confidence >= $confidence
MATCH (part)-[:BELONGS_TO]->{0,2}(p:Project) WHERE $project IS NULL OR p.code = $project
OPTIONAL MATCH (part)-[:BELONGS_TO]->{0,1}(s:Sequence)
MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED'
WITH p, s, part, b, f, a, f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path
ORDER BY p.code, path LIMIT $limit
RETURN p.code AS project, p.kind AS kind, path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       s.code AS sequence, CASE WHEN part:Shot THEN part.code END AS shot,
       b.method AS method, b.confidence AS confidence, b.evidence AS evidence
ORDER BY project, path
//!visual
CYPHER 25
MATCH path = (:Project)<-[:BELONGS_TO]-{1,2}(:Shot|Sequence)<-[:BELONGS_TO]-{0,1}(:Folder|Shot|Sequence)
RETURN path LIMIT 300
