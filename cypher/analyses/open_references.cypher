// name: open_references
// ask: Which references of a document may mean this file or others?
// why: a user who links the two answers one of them, if there is just one
// param: source string
// param: target string
// returns: properties json
// writes: none
// scale: one traversal
CYPHER 25
MATCH (:Asset {uid: $source})-[r:REFERENCES {state: 'AMBIGUOUS'}]->(:MissingMedia)
WHERE $target IN r.candidate_uids
RETURN properties(r) AS properties
