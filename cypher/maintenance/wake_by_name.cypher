// name: wake_by_name
// ask: Let documents wait that look for files of these names.
// why: what comes, changes or goes may be what they mean
// param: uids strings      of the names
// returns: 
// writes: Document.relate_pending
// scale: unique index
CYPHER 25
UNWIND $uids AS uid
MATCH (:AwaitedName {uid: uid})<-[:AWAITS]-(d:Document)
WITH DISTINCT d WHERE d.status <> 'VANISHED'
SET d.relate_pending = true
