// name: clear_document_problems
// ask: Drop the problems of documents that are read again.
// why: what is mended must not be reported again
// param: uids strings
// returns: 
// writes: IngestProblem
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (:Asset {uid: uid})<-[:PROBLEM_WITH]-(problem:IngestProblem) WHERE problem.stage IN ['document', 'hash']
DETACH DELETE problem
