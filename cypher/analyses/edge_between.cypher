// name: edge_between
// ask: What does the graph say of a relation between two assets?
// why: a user's word keeps what was known and adds to it
// param: source string
// param: target string
// param: relation string
// returns: properties json
// writes: none
// scale: two index look-ups
CYPHER 25
MATCH (a:Asset {uid: $source})-[r:REFERENCES|PROXY_OF|DERIVED_FROM|GENERATED_BY|SIDECAR_OF|PREVIOUS_VERSION]->(b:Asset {uid: $target})
WHERE type(r) = $relation
RETURN properties(r) AS properties
