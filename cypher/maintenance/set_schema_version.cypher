// name: set_schema_version
// ask: Note the version of the model.
// why: migrations start there
// param: version int
// param: now datetime
// returns: 
// writes: SchemaVersion
// scale: a few rows
CYPHER 25
MERGE (s:SchemaVersion {uid: 'schema'}) SET s.version = $version, s.applied_at = $now
