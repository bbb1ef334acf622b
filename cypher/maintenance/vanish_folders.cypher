// name: vanish_folders
// ask: Mark folders that are no longer there.
// why: their digest must not stand in for a listing
// param: uids strings
// returns: 
// writes: Folder.status
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (f:Folder {uid: uid})
SET f.status = 'VANISHED', f.relate_pending = true
REMOVE f.digest, f.asset_count, f.file_count, f.failed_count, f.skipped_count, f.problem_count
WITH f
OPTIONAL MATCH (f)<-[:PROBLEM_WITH]-(problem:IngestProblem)
DETACH DELETE problem
