// name: known_folders
// ask: What is known of these folders?
// why: an unchanged digest spares reading the assets
// param: uids strings
// returns: uid string, digest string, probe_level string, hash_policy string, tools string, status string, assets int, files int, failed int, skipped int, problems int
// writes: none
// scale: one unique-index seek a folder
CYPHER 25
UNWIND $uids AS uid
MATCH (f:Folder {uid: uid})
RETURN f.uid AS uid, f.digest AS digest, f.probe_level AS probe_level, f.hash_policy AS hash_policy,
       f.tools AS tools, f.status AS status, f.asset_count AS assets, f.file_count AS files,
       f.failed_count AS failed, f.skipped_count AS skipped,
       f.problem_count AS problems
