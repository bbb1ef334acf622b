// name: wake_derivatives
// ask: Let these assets wait to be told what they were made from.
// why: a file came or changed that they may be made from
// param: uids strings
// returns: 
// writes: Asset.derive_pending
// scale: unique index
CYPHER 25
UNWIND $uids AS uid
MATCH (a:Asset {uid: uid}) WHERE a.status <> 'VANISHED'
SET a.derive_pending = true
