// name: take_lease
// ask: Take the volume for one ingest.
// why: two scans at once would undo each other's clean-up
// param: volume_uid string
// param: owner string
// param: dead_owner string
// param: now_ms int
// param: until_ms int
// returns: owner string, until_ms int
// writes: StorageVolume.lease
// scale: a few rows
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid})
SET v.lease_checked_ms = $now_ms
WITH v, v.lease_owner IS NULL OR v.lease_owner = $owner OR v.lease_owner = $dead_owner
  OR v.lease_until_ms < $now_ms AS free
SET v.lease_owner = CASE WHEN free THEN $owner ELSE v.lease_owner END,
    v.lease_until_ms = CASE WHEN free THEN $until_ms ELSE v.lease_until_ms END
REMOVE v.lease_checked_ms
RETURN v.lease_owner AS owner, v.lease_until_ms AS until_ms
