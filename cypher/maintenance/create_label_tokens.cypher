// name: create_label_tokens
// ask: Make labels known.
// why: queries over an empty graph then warn of mistakes only
// param: names strings
// returns: 
// writes: label tokens
// scale: a few rows
CYPHER 25
UNWIND $names AS name CALL db.createLabel(name)
