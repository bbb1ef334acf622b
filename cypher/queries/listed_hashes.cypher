// name: listed_hashes
// ask: Which hashes do lists (MHL, MD5) tell of files, and can that still be so?
// why: what was told when media were copied; `changed_since`: the file is newer than its list, which then tells nothing of it
// param: path path = null      absolute path; only of this file
// param: size_ok bool = null      only where the size told is that of the file, or only where it is another
// param: limit int = 10000      rows
// returns: list string, raw_list_b64 rawpath, path string, raw_path_b64 rawpath, algorithm string, hash string, size_ok bool, changed_since bool, method string, confidence float, evidence string
// writes: none
// scale: every file that a list tells of, or one
// browser: lists with the files they tell of, below the line //!visual
CYPHER 25
CALL () {
  WHEN $path IS NOT NULL THEN {
    MATCH (a:Asset {name: split($path, '/')[-1]})-[:IN_FOLDER]->(f:Folder)
    WHERE f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name = $path
    MATCH (list:Asset)-[r:LISTS_HASH]->(a) RETURN list, r, a
  }
  ELSE {
    MATCH (list:Asset)-[r:LISTS_HASH]->(a:Asset) RETURN list, r, a
  }
}
WITH list, r, a
WHERE list.status <> 'VANISHED' AND a.status <> 'VANISHED' AND ($size_ok IS NULL OR r.size_ok = $size_ok)
UNWIND range(0, size(r.hashes) - 1) AS at
WITH list, r, a, at ORDER BY list.rel_path, list.uid, a.rel_path, a.uid, r.algorithms[at] LIMIT $limit
MATCH (list)-[:IN_FOLDER]->(lf:Folder)
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN lf.path + CASE WHEN lf.path ENDS WITH '/' THEN '' ELSE '/' END + list.name AS list,
       CASE WHEN lf.raw_path IS NULL AND list.raw_name IS NULL THEN null
            ELSE [coalesce(lf.raw_path, lf.path), coalesce(list.raw_name, list.name)] END AS raw_list_b64,
       f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       r.algorithms[at] AS algorithm, r.hashes[at] AS hash, r.size_ok AS size_ok,
       a.mtime_ns > list.mtime_ns AS changed_since, r.method AS method, r.confidence AS confidence,
       r.evidence AS evidence
ORDER BY list, path, algorithm
//!visual
CYPHER 25
MATCH path = (:Sidecar)-[:LISTS_HASH]->(:Asset)
RETURN path LIMIT 300
