// name: renew_needs
// ask: Let what users said that projects need hold for all projects of those codes.
// why: a project that only folders tell of is another one when they are moved, or were away for a while
// param: run_id string
// returns: 
// writes: REQUIRES
// scale: a few rows, a scan of the projects where there are any
CYPHER 25
MATCH (need:Need {method: 'USER'}) WHERE need.project IS NOT NULL
MATCH (p:Project) WHERE toLower(p.code) = need.project AND NOT EXISTS { (need)-[:REQUIRES]->(p) }
CREATE (need)-[:REQUIRES {method: 'USER', confidence: 1.0, evidence: 'said by user', run_id: $run_id}]->(p)
