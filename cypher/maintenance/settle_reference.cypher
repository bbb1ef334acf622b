// name: settle_reference
// ask: Drop the reference of a document that a user has answered.
// why: it is known now what it means
// param: source string
// param: target string
// returns: 
// writes: REFERENCES
// scale: one traversal
CYPHER 25
MATCH (:Asset {uid: $source})-[r:REFERENCES {state: 'AMBIGUOUS'}]->(:MissingMedia)
WHERE $target IN r.candidate_uids
DELETE r
