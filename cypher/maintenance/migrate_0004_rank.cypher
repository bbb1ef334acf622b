// name: migrate_0004_rank
// ask: Give versions of version 3 their place in their chain.
// why: v1.10.0 is newer than v1.2.0, which their first number does not tell; until its folder is related anew that number stands
// returns: 
// writes: VERSION_OF
// scale: one write a version, in one transaction
CYPHER 25
MATCH (:Asset)-[r:VERSION_OF]->(:VersionChain) WHERE r.rank IS NULL AND r.version IS NOT NULL
SET r.rank = r.version
FINISH
