// name: clear_assets
// ask: Empty assets that are read again.
// why: old values, labels, streams and problems must not stay
// param: uids strings
// returns: 
// writes: Asset, Stream, EmbeddedMetadata, MetadataConflict, IngestProblem
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (a:Asset {uid: uid})
SET a = {uid: uid}
REMOVE a:$([label IN labels(a) WHERE label <> 'Asset'])
WITH a
OPTIONAL MATCH (a)<-[:STREAM_OF|EMBEDDED_IN|CONFLICT_IN|PROBLEM_WITH]-(part)
DETACH DELETE part
