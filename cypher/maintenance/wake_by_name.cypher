// name: wake_by_name
// ask: Let documents and derivatives wait that look for files of these names.
// why: what comes, changes or goes may be what they mean
// param: uids strings      of the names
// returns: 
// writes: Document.relate_pending, Asset.derive_pending
// scale: unique index
CYPHER 25
UNWIND $uids AS uid
MATCH (:AwaitedName {uid: uid})<-[:AWAITS]-(a:Asset)
WITH DISTINCT a WHERE a.status <> 'VANISHED'
SET a += CASE WHEN a:Document THEN {relate_pending: true} ELSE {derive_pending: true} END
