// name: version_lineage
// ask: Which versions came before and after this file?
// why: what changed between two versions starts with knowing them; `newer_by` is 0 for the file itself, below 0 for older ones
// param: path path      absolute path of one version
// param: confidence float = 0.8      how sure a version must be
// returns: path string, raw_path_b64 rawpath, version int, token string, newer_by int, is_latest bool, mtime string, size_bytes int
// writes: none
// scale: index on name, then one chain; 1,000,000 assets: 5 ms
// browser: some chains in their order, below the line //!visual
CYPHER 25
MATCH (asked:Asset {name: split($path, '/')[-1]})-[:IN_FOLDER]->(home:Folder)
WHERE home.path + CASE WHEN home.path ENDS WITH '/' THEN '' ELSE '/' END + asked.name = $path
WITH asked ORDER BY asked.status = 'VANISHED', asked.generation DESC LIMIT 1
MATCH (asked)-[mine:VERSION_OF WHERE mine.confidence > 0 AND mine.confidence >= $confidence]->(c:VersionChain)
MATCH (c)<-[r:VERSION_OF]-(a:Asset)-[:IN_FOLDER]->(f:Folder)
WHERE r.confidence > 0 AND r.confidence >= $confidence AND (a.status <> 'VANISHED' OR a = asked)
WITH asked, a, f, r ORDER BY r.rank, a.uid
WITH asked, collect({asset: a, folder: f, told: r}) AS versions
WITH versions, [place IN range(0, size(versions) - 1) WHERE versions[place].asset = asked][0] AS mine
UNWIND range(0, size(versions) - 1) AS place
WITH versions[place].asset AS a, versions[place].folder AS f, versions[place].told AS r, place - mine AS newer_by
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       r.version AS version, r.token AS token, newer_by, r.is_latest AS is_latest,
       toString(datetime({epochMillis: a.mtime_ns / 1000000})) AS mtime, a.size_bytes AS size_bytes
ORDER BY newer_by
//!visual
CYPHER 25
MATCH path = (:Asset)-[:PREVIOUS_VERSION]->(:Asset)
RETURN path LIMIT 300
