// name: pending_volumes
// ask: On which volumes do folders wait to be related?
// why: relate without paths
// returns: volume_uid string
// writes: none
// scale: index on relate_pending
CYPHER 25
MATCH (f:Folder {relate_pending: true}) RETURN DISTINCT f.volume_uid AS volume_uid ORDER BY volume_uid
