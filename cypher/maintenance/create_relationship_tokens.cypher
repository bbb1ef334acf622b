// name: create_relationship_tokens
// ask: Make relationship types known.
// why: queries over an empty graph then warn of mistakes only
// param: names strings
// returns: 
// writes: relationship tokens
// scale: a few rows
CYPHER 25
UNWIND $names AS name CALL db.createRelationshipType(name)
