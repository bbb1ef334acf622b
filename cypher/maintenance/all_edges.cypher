// name: all_edges
// ask: Which edges are in the graph?
// why: canonical dumps
// returns: type string, source string, target string, properties json
// writes: none
// scale: everything
CYPHER 25
MATCH (a)-[r]->(b) RETURN type(r) AS type, a.uid AS source, b.uid AS target, properties(r) AS properties
