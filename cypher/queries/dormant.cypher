// name: dormant
// ask: In which folders has nothing happened for long?
// why: what can move to cheaper storage; activity is a file's time or something seen to happen to it, in the folder or below
// param: days int = 365      days without activity
// param: nested bool = false      also the folders inside a dormant one
// param: limit int = 1000      rows, the largest first
// returns: folder string, last_activity string, days int, assets int, bytes int
// writes: none
// scale: every asset and event; 1,000,000 and 50,000: 2.4 s
// browser: folders of the oldest files, below the line //!visual
CYPHER 25
CALL () {
  MATCH (f:Folder)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED'
  RETURN f, max(a.mtime_ns) / 1000000 AS active, count(*) AS assets, sum(a.size_bytes) AS bytes
  UNION ALL
  MATCH (e:FileEvent)-[:OBSERVED]->(:Asset)-[:IN_FOLDER]->(f:Folder)
  RETURN f, max(e.at).epochMillis AS active, 0 AS assets, 0 AS bytes
}
MATCH (f)-[:CHILD_OF]->*(up:Folder)
WITH up, max(active) AS active, max(CASE WHEN up = f THEN active END) AS own, sum(assets) AS assets,
     sum(bytes) AS bytes
OPTIONAL MATCH (up)-[:CHILD_OF]->(above:Folder)
// a folder is as active as all below it and its own files: dormant folders above are told by that
UNWIND [[above, active, {folder: up, active: active, assets: assets, bytes: bytes}], [up, own, null]] AS part
WITH part[0] AS above, max(part[1]) AS active_above, collect(part[2]) AS folders
UNWIND folders AS each
// the statement's own time, which is the same for every row
WITH above, active_above, each, datetime().epochMillis AS now, datetime().epochMillis - $days * 86400000 AS line
WHERE each.active < line AND each.assets > 0 AND ($nested OR above IS NULL OR active_above >= line)
// grouped, so that no row holds on to the list of all folders beside it
WITH now, each.folder AS folder, max(each.active) AS active, max(each.assets) AS assets, max(each.bytes) AS bytes
ORDER BY bytes DESC, folder.path LIMIT $limit
RETURN folder.path AS folder, toString(datetime({epochMillis: active})) AS last_activity,
       (now - active) / 86400000 AS days, assets, bytes
ORDER BY bytes DESC, folder
//!visual
CYPHER 25
MATCH (a:Asset) WHERE a.mtime_ns IS NOT NULL AND a.status <> 'VANISHED'
WITH a ORDER BY a.mtime_ns LIMIT 50
MATCH path = (a)-[:IN_FOLDER]->(:Folder)
RETURN path LIMIT 300
