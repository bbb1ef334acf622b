// name: drop_left_overs
// ask: Drop chains, missing media and awaited names that nothing points at any more.
// why: a chain without members, a missing thing that was found
// returns: 
// writes: VersionChain, MissingMedia, AwaitedName
// scale: a scan of these labels
CYPHER 25
CALL () {
  MATCH (c:VersionChain) WHERE NOT EXISTS { (c)<-[:VERSION_OF]-() } DELETE c
}
CALL () {
  MATCH (m:MissingMedia) WHERE NOT EXISTS { (m)<-[:REFERENCES]-() } DELETE m
}
CALL () {
  MATCH (n:AwaitedName) WHERE NOT EXISTS { (n)<-[:AWAITS]-() } DELETE n
}
FINISH
