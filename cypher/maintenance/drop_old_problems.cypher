// name: drop_old_problems
// ask: Drop problems of folders and paths that were read well since.
// why: what is mended must not be reported again
// param: folder_uids strings
// param: paths strings
// param: run_id string
// returns: 
// writes: IngestProblem
// scale: a unique-index seek a folder; with paths, once a run, a scan of the problems
CYPHER 25
CALL () {
  MATCH (f:Folder)<-[:PROBLEM_WITH]-(problem:IngestProblem) WHERE f.uid IN $folder_uids
  RETURN problem
  UNION
  UNWIND $paths AS path MATCH (problem:IngestProblem {path: path})
  RETURN problem
}
WITH problem WHERE problem.run_id <> $run_id AND problem.asset_uid IS NULL
DETACH DELETE problem
