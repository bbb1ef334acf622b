// name: wake_by_uid
// ask: Let those of these documents wait that are new or changed.
// why: what ingest reads anew has lost its status; the others are told by names and events
// param: uids strings
// returns: 
// writes: Document.relate_pending
// scale: unique index
CYPHER 25
UNWIND $uids AS uid
MATCH (d:Document {uid: uid}) WHERE d.parse_status IS NULL
SET d.relate_pending = true
