// name: chain_members
// ask: Which versions do these chains have?
// why: order, holes and the latest are told anew
// param: uids strings
// returns: chain_uid string, template string, uid string, version int, token string, confidence float, method string, evidence string
// writes: none
// scale: one traversal a chain
CYPHER 25
UNWIND $uids AS chain_uid
MATCH (c:VersionChain {uid: chain_uid})<-[r:VERSION_OF]-(a:Asset)
WHERE a.status <> 'VANISHED'
RETURN chain_uid, c.template AS template, a.uid AS uid, r.version AS version, r.token AS token, r.confidence AS confidence,
       r.method AS method, r.evidence AS evidence
