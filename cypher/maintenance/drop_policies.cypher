// name: drop_policies
// ask: Drop needs, deliveries, holds and retentions that are declared no more.
// why: the file of policies is the only place they come from
// param: uids strings      those that stay
// returns: 
// writes: Need, Delivery, Hold, Retention
// scale: a few rows
CYPHER 25
MATCH (policy:Need|Delivery|Hold|Retention) WHERE NOT policy.uid IN $uids
DETACH DELETE policy
