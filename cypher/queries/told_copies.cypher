// name: told_copies
// ask: Which files are the same by what lists tell of them (MHL, MD5, packing lists)?
// why: copies are found before anybody reads them whole; a list tells what was so when it was written, so that nothing may be deleted on its word: `exact_duplicates` tells what was read
// param: min_bytes int = 1      ignore smaller files
// param: limit int = 1000      groups
// returns: algorithm string, hash string, paths strings, raw_paths_b64 rawpaths, copies int, size_bytes int, unchanged bool
// writes: none
// scale: every file that a list tells of
// browser: files of which two lists tell the same hash, below the line //!visual
CYPHER 25
CALL () {
  MATCH (list:Asset)-[r:LISTS_HASH]->(a:Asset)
  WHERE list.status <> 'VANISHED' AND a.status = 'PRESENT' AND coalesce(r.size_ok, true)
  UNWIND range(0, size(r.hashes) - 1) AS at
  RETURN a, r.algorithms[at] AS algorithm, r.hashes[at] AS hash, a.mtime_ns <= list.mtime_ns AS unchanged
  UNION ALL
  MATCH (list:Asset)<-[:LOCATED_AT]-(:Package)<-[r:MEMBER_OF]-(x:PackageAsset)-[:LOCATED_AT]->(a:Asset)
  WHERE r.digest IS NOT NULL AND r.chunks = 1 AND coalesce(r.size_ok, true) AND coalesce(r.hash_ok, true)
    AND list.status <> 'VANISHED' AND a.status = 'PRESENT'
  RETURN a, r.algorithm AS algorithm, r.digest AS hash, a.mtime_ns <= list.mtime_ns AS unchanged
}
WITH algorithm, hash, a, max(unchanged) AS unchanged WHERE a.size_bytes >= $min_bytes
WITH algorithm, hash, a.size_bytes AS size_bytes, collect(a) AS files, min(unchanged) AS unchanged WHERE size(files) > 1
WITH algorithm, hash, size_bytes, files, unchanged
ORDER BY size_bytes * size(files) DESC, algorithm, hash LIMIT $limit
WITH algorithm, hash, size_bytes, unchanged, COLLECT {
       UNWIND files AS a
       MATCH (a)-[:IN_FOLDER]->(f:Folder)
       RETURN {path: f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name,
               raw: CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
                         ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END} AS file
       ORDER BY file.path
     } AS found
RETURN algorithm, hash, [each IN found | each.path] AS paths,
       CASE WHEN any(each IN found WHERE each.raw IS NOT NULL) THEN [each IN found | each.raw] END AS raw_paths_b64,
       size(found) AS copies, size_bytes, unchanged
ORDER BY size_bytes * copies DESC, algorithm, hash
//!visual
CYPHER 25
MATCH (:Asset)-[r:LISTS_HASH]->(a:Asset)
UNWIND r.hashes AS hash
WITH hash, collect(DISTINCT a) AS files WHERE size(files) > 1
UNWIND files AS a
MATCH path = (:Asset)-[:LISTS_HASH]->(a)
RETURN path LIMIT 300
