// name: touching
// ask: How do these assets relate to others?
// why: one step of a search for a way between two assets
// param: uids strings
// param: confidence float      how sure an edge must be
// returns: edge json
// writes: none
// scale: one traversal an asset
CYPHER 25
UNWIND $uids AS uid
MATCH (a:Asset {uid: uid})-[r:REFERENCES|PROXY_OF|DERIVED_FROM|GENERATED_BY|SIDECAR_OF|PREVIOUS_VERSION]-(b:Asset)
WHERE r.confidence >= $confidence AND r.confidence > 0
WITH DISTINCT r
RETURN [startNode(r).uid, endNode(r).uid, type(r), r.strength, r.method, r.confidence, r.evidence, r.run_id] AS edge
