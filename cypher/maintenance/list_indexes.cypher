// name: list_indexes
// ask: Which indexes does the server have?
// why: schema check and apply
// returns: name string
// writes: none
// scale: a few rows
CYPHER 25
SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name
