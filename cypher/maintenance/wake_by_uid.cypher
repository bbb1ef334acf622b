// name: wake_by_uid
// ask: Let documents wait to be read.
// why: they are new, or changed
// param: uids strings
// returns: 
// writes: Document.relate_pending
// scale: unique index
CYPHER 25
UNWIND $uids AS uid
MATCH (d:Document {uid: uid})
SET d.relate_pending = true
