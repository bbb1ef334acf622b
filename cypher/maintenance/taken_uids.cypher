// name: taken_uids
// ask: Which of these keys are in use?
// why: the next generation is taken instead
// param: uids strings
// returns: uid string
// writes: none
// scale: one unique-index seek a new file
CYPHER 25
UNWIND $uids AS uid MATCH (a:Asset {uid: uid}) RETURN a.uid AS uid
