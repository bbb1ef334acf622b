// name: drop_old_problems
// ask: Drop problems of folders and paths that were read well since.
// why: what is mended must not be reported again
// param: folder_uids strings
// param: paths strings
// param: run_id string
// returns: 
// writes: IngestProblem
// scale: over the problems without an asset
CYPHER 25
MATCH (problem:IngestProblem)
WHERE problem.run_id <> $run_id AND problem.asset_uid IS NULL
  AND (problem.path IN $paths OR EXISTS { MATCH (problem)-[:PROBLEM_WITH]->(f:Folder) WHERE f.uid IN $folder_uids })
DETACH DELETE problem
