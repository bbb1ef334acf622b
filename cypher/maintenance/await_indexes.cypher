// name: await_indexes
// ask: Are all indexes ready?
// why: queries must not run on half an index
// returns: 
// writes: none
// scale: a few rows
CYPHER 25
CALL db.awaitIndexes(300)
