// name: drop_other_predecessors
// ask: Drop what was told to be the version before a file, and is not.
// why: a version that comes between, or leaves the chain, changes what follows what
// param: rows json      newer, older; no older one where none is before it
// returns: 
// writes: PREVIOUS_VERSION
// scale: one traversal a version
CYPHER 25
UNWIND $rows AS row
MATCH (a:Asset {uid: row.newer})-[r:PREVIOUS_VERSION]->(b:Asset)
WHERE r.method <> 'USER' AND (row.older IS NULL OR b.uid <> row.older)
DELETE r
