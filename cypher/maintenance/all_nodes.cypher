// name: all_nodes
// ask: What is in the graph?
// why: canonical dumps; assets come first, so that their parts can be named
// returns: labels strings, properties json
// writes: none
// scale: everything
CYPHER 25
CALL () {
  MATCH (n:Asset) RETURN n
  UNION ALL
  MATCH (n:!Asset) RETURN n
}
RETURN labels(n) AS labels, properties(n) AS properties
