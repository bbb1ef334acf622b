// name: activity
// ask: In which weeks was worked on what?
// why: the life and growth of a project; files by the week of their time, what was seen to happen to them, and `bytes_so_far`, which is all of the project until the end of that week
// param: project string = null      code; only this project
// param: weeks int = null      only the last so many weeks
// param: limit int = 10000      rows, the newest first
// returns: project string, period string, files int, bytes int, events int, bytes_so_far int
// writes: none
// scale: every asset and event; 1,000,000 and 50,000: 3 s
// browser: files with what happened to them, below the line //!visual
CYPHER 25
CALL () {
  // labels are quicker to ask for than properties, a million times
  MATCH (f:Folder)<-[:IN_FOLDER]-(a) WHERE a.status <> 'VANISHED'
  RETURN f, (a.mtime_ns / 86400000000000 + 3) / 7 AS week,
         sum(CASE WHEN a:ImageSequence THEN a.frame_count ELSE 1 END) AS files, sum(a.size_bytes) AS bytes, 0 AS events
  UNION ALL
  MATCH (e:FileEvent)-[:OBSERVED]->(:Asset)-[:IN_FOLDER]->(f:Folder)
  RETURN f, (e.at.epochMillis / 86400000 + 3) / 7 AS week, 0 AS files, 0 AS bytes, count(*) AS events
}
WITH f, week, files, bytes, events WHERE week IS NOT NULL
OPTIONAL MATCH (f)-[b:BELONGS_TO WHERE b.confidence > 0]->(part)
WITH part, week, sum(files) AS files, sum(bytes) AS bytes, sum(events) AS events
OPTIONAL MATCH (part)-[:BELONGS_TO]->{0,2}(p:Project)
WITH p, week, sum(files) AS files, sum(bytes) AS bytes, sum(events) AS events
WHERE $project IS NULL OR p.code = $project
WITH p, week, files, bytes, events ORDER BY week
WITH p, collect({week: week, files: files, bytes: bytes, events: events}) AS weeks
UNWIND range(0, size(weeks) - 1) AS place
WITH p, weeks[place] AS each, reduce(bytes = 0, before IN weeks[..place + 1] | bytes + before.bytes) AS bytes_so_far
WHERE $weeks IS NULL OR each.week > (datetime().epochMillis / 86400000 + 3) / 7 - $weeks
// weeks are counted from the Monday three days before 1970
WITH p.code AS project, date({year: 1969, month: 12, day: 29}) + duration({weeks: each.week}) AS monday, each, bytes_so_far
RETURN project, toString(monday.weekYear) + '-W' + right('0' + toString(monday.week), 2) AS period, each.files AS files,
       each.bytes AS bytes, each.events AS events, bytes_so_far
ORDER BY period DESC, project LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:FileEvent)-[:OBSERVED]->(:Asset)-[:IN_FOLDER]->(:Folder)
RETURN path LIMIT 300
