// name: release_lease
// ask: Give the volume back.
// why: the next ingest need not wait
// param: volume_uid string
// param: owner string
// returns: 
// writes: StorageVolume.lease
// scale: a few rows
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid}) WHERE v.lease_owner = $owner
REMOVE v.lease_owner, v.lease_until_ms
