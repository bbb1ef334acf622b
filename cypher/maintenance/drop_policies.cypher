// name: drop_policies
// ask: Drop needs, deliveries, holds and retentions that are declared no more, and problems with those mended since.
// why: the file of policies is the only place they come from, but for what users said themselves
// param: uids strings      those that stay
// param: run_id string
// returns: 
// writes: Need, Delivery, Hold, Retention, IngestProblem
// scale: a few rows
CYPHER 25
CALL () {
  MATCH (policy:Need|Delivery|Hold|Retention) WHERE NOT policy.uid IN $uids AND coalesce(policy.method, 'DECLARED') <> 'USER'
  DETACH DELETE policy
}
CALL () {
  MATCH (problem:IngestProblem {stage: 'declaration'}) WHERE problem.run_id <> $run_id
  DETACH DELETE problem
}
FINISH
