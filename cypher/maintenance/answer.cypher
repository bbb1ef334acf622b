// name: answer
// ask: Does this database answer?
// why: a server may be there without the database that is asked for
// returns: answer int
// writes: none
// scale: nothing is read
CYPHER 25
RETURN 1 AS answer
