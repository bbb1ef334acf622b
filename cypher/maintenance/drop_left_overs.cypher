// name: drop_left_overs
// ask: Drop chains and missing media that nothing points at any more.
// why: a chain without members, a missing thing that was found
// returns: 
// writes: VersionChain, MissingMedia
// scale: a scan of both labels
CYPHER 25
CALL () {
  MATCH (c:VersionChain) WHERE NOT EXISTS { (c)<-[:VERSION_OF]-() } DELETE c
}
CALL () {
  MATCH (m:MissingMedia) WHERE NOT EXISTS { (m)<-[:REFERENCES]-() } DELETE m
}
FINISH
