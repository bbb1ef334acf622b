// name: derivatives_of
// ask: What was made from these assets?
// why: it is told anew when they change
// param: uids strings
// returns: uid string
// writes: none
// scale: one traversal an asset
CYPHER 25
UNWIND $uids AS uid
MATCH (x:Asset)-[r:PROXY_OF|DERIVED_FROM]->(:Asset {uid: uid}) WHERE r.method <> 'USER'
RETURN DISTINCT x.uid AS uid
