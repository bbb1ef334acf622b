// name: model
// ask: What kinds of things are in the graph, and how are they connected?
// why: the map to have in mind before asking anything else
// returns: source string, type string, target string
// writes: none
// scale: counts kept by the store, whatever the size of the graph
// browser: some examples of each relationship, below the line //!visual
CYPHER 25
CALL db.schema.visualization() YIELD relationships
UNWIND relationships AS relationship
RETURN labels(startNode(relationship))[0] AS source, type(relationship) AS type,
       labels(endNode(relationship))[0] AS target
ORDER BY type, source, target
//!visual
CYPHER 25
CALL db.relationshipTypes() YIELD relationshipType
CALL (relationshipType) {
  MATCH path = ()-[:$(relationshipType)]->()
  RETURN path LIMIT 4
}
RETURN path LIMIT 300
