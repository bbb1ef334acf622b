// name: get_schema_version
// ask: Which version of the model does the graph have?
// why: migrations start there
// returns: version int
// writes: none
// scale: a few rows
CYPHER 25
MATCH (s:SchemaVersion {uid: 'schema'}) RETURN s.version AS version
