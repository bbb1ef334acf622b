// name: user_references
// ask: Which files did a user say that these documents mean?
// why: a user's word settles what a document leaves open
// param: uids strings
// returns: document_uid string, uid string, evidence string
// writes: none
// scale: one traversal a document
CYPHER 25
UNWIND $uids AS document_uid
MATCH (:Asset {uid: document_uid})-[r:REFERENCES {method: 'USER'}]->(a:Asset) WHERE r.confidence > 0
RETURN document_uid, a.uid AS uid, r.evidence AS evidence
