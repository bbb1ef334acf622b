// name: package_assets
// ask: What is in packages (IMF, DCP), and is it what their lists tell?
// why: a package is as good as its worst file; hash_ok is told once `ingest --hash all` has read the file, size_ok at once
// param: package string = null      absolute path of its folder
// param: state PRESENT|MISSING|ELSEWHERE|UNREADABLE = null      only of this state
// param: sound bool = null      only what is there and as it is told, as far as that was checked; or only what is not
// param: limit int = 10000      rows
// returns: package string, raw_package_b64 rawpath, uuid string, path string, raw_path_b64 rawpath, type string, state string, size_bytes int, size_ok bool, hash string, algorithm string, hash_ok bool, confidence float, evidence string
// writes: none
// scale: every asset of every package, or those of one
// browser: packages with their assets and files, below the line //!visual
CYPHER 25
CALL () {
  WHEN $package IS NOT NULL THEN {
    MATCH (f:Folder {path: $package})<-[:IN_FOLDER]-(d:Asset)<-[:LOCATED_AT]-(p:Package) RETURN p, d, f
  }
  ELSE {
    MATCH (p:Package)-[:LOCATED_AT]->(d:Asset)-[:IN_FOLDER]->(f:Folder) RETURN p, d, f
  }
}
WITH p, f WHERE d.status <> 'VANISHED'
MATCH (p)<-[r:MEMBER_OF]-(x:PackageAsset)
WHERE ($state IS NULL OR r.state = $state)
  AND ($sound IS NULL
       OR $sound = (r.state = 'PRESENT' AND coalesce(r.size_ok, true) AND coalesce(r.hash_ok, true)))
// an asset may lie in several files, one after the other
WITH f, r, x, [r.path] + coalesce(r.more_paths, []) AS paths
UNWIND range(0, size(paths) - 1) AS chunk
WITH f, r, x, chunk, paths[chunk] AS file ORDER BY f.path, file, x.uuid LIMIT $limit
OPTIONAL MATCH (x)-[:LOCATED_AT {chunk: chunk}]->(a:Asset)-[:IN_FOLDER]->(af:Folder)
RETURN f.path AS package, CASE WHEN f.raw_path IS NOT NULL THEN [f.raw_path] END AS raw_package_b64, x.uuid AS uuid,
       coalesce(af.path + CASE WHEN af.path ENDS WITH '/' THEN '' ELSE '/' END + a.name,
                f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + file) AS path,
       CASE WHEN af.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(af.raw_path, af.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       x.type AS type, r.state AS state, r.size_bytes AS size_bytes, r.size_ok AS size_ok,
       r.hash AS hash, r.algorithm AS algorithm, r.hash_ok AS hash_ok, r.confidence AS confidence,
       r.evidence AS evidence
ORDER BY package, path, uuid
//!visual
CYPHER 25
MATCH path = (:Package)<-[:MEMBER_OF]-(:PackageAsset)-[:LOCATED_AT]->{0,1}(:Asset)
RETURN path LIMIT 300
