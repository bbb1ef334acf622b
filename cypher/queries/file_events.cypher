// name: file_events
// ask: What happened to files?
// why: moves, changes and losses, newest first
// param: event MOVED|RENAMED|CHANGED|VANISHED|RETURNED = null      only this event
// param: run_id string = null      only what this run noticed
// param: limit int = 1000      rows
// returns: event string, path string, raw_path_b64 rawpath, from string, to string, method string, run_id string, at datetime
// writes: none
// scale: every event; 50,000 among 1,000,000 assets: 0.4 s
// browser: the same as a picture, below the line //!visual
CYPHER 25
MATCH (e:FileEvent)-[:OBSERVED]->(a:Asset)-[:IN_FOLDER]->(f:Folder)
WHERE ($event IS NULL OR e.event = $event) AND ($run_id IS NULL OR e.run_id = $run_id)
RETURN e.event AS event,
       f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       e.from_path AS from, e.to_path AS to, e.method AS method, e.run_id AS run_id, e.at AS at
ORDER BY at DESC, path, event LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:FileEvent)-[:OBSERVED]->(:Asset)
RETURN path LIMIT 300
