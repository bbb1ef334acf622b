// name: pending_volumes
// ask: On which volumes do folders, documents or derivatives wait to be related?
// why: relate without paths
// returns: volume_uid string
// writes: none
// scale: indexes on relate_pending and derive_pending
CYPHER 25
CALL () {
  MATCH (f:Folder {relate_pending: true}) RETURN DISTINCT f.volume_uid AS volume_uid
  UNION
  MATCH (d:Document {relate_pending: true}) WHERE d.status = 'PRESENT'
  MATCH (v:StorageVolume {uid: d.volume_uid, state: 'ONLINE'}) RETURN DISTINCT v.uid AS volume_uid
  UNION
  MATCH (a:Asset {derive_pending: true}) WHERE a.status <> 'VANISHED' RETURN DISTINCT a.volume_uid AS volume_uid
}
RETURN volume_uid ORDER BY volume_uid
