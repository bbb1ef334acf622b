// name: dormant_projects
// ask: On which projects has nobody worked for long?
// why: what can be closed and moved to cheaper storage; activity is a file's time or something seen to happen to it, anywhere in the project
// param: days int = 365      days without activity
// param: limit int = 1000      rows, the largest first
// returns: project string, kind string, state string, last_activity string, days int, assets int, bytes int
// writes: none
// scale: every asset and event
// browser: the projects with their folders, below the line //!visual
CYPHER 25
CALL () {
  MATCH (f:Folder)<-[:IN_FOLDER]-(a) WHERE a.status <> 'VANISHED'
  RETURN f, max(a.mtime_ns) / 1000000 AS active, count(*) AS assets, sum(a.size_bytes) AS bytes
  UNION ALL
  MATCH (e:FileEvent)-[:OBSERVED]->(:Asset)-[:IN_FOLDER]->(f:Folder)
  RETURN f, max(e.at).epochMillis AS active, 0 AS assets, 0 AS bytes
}
// one that may be the project's counts as well: it may be at work in there
MATCH (f)-[b:BELONGS_TO WHERE b.confidence > 0]->(part)
WITH part, max(active) AS active, sum(assets) AS assets, sum(bytes) AS bytes
MATCH (part)-[:BELONGS_TO]->{0,2}(p:Project)
WITH p, max(active) AS active, sum(assets) AS assets, sum(bytes) AS bytes, datetime().epochMillis AS now
WHERE active < now - $days * 86400000 AND assets > 0
RETURN p.code AS project, p.kind AS kind, p.state AS state,
       toString(datetime({epochMillis: active})) AS last_activity, (now - active) / 86400000 AS days, assets, bytes
ORDER BY bytes DESC, project, p.uid LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:Project)<-[:BELONGS_TO]-(:Folder)
RETURN path LIMIT 300
