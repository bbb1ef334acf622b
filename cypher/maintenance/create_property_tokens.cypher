// name: create_property_tokens
// ask: Make property keys known.
// why: queries over an empty graph then warn of mistakes only
// param: names strings
// returns: 
// writes: property tokens
// scale: a few rows
CYPHER 25
UNWIND $names AS name CALL db.createProperty(name)
