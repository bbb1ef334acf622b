// name: lease_owner
// ask: Who holds the volume?
// why: an owner that died on this host is passed over
// param: volume_uid string
// returns: owner string
// writes: none
// scale: a few rows
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid}) RETURN v.lease_owner AS owner
