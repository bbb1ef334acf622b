// name: get_volume
// ask: What is known of a volume?
// why: device and pending work
// param: volume_uid string
// returns: device string, pending_hashes bool, has_assets bool
// writes: none
// scale: a few rows
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid})
RETURN v.device AS device, coalesce(v.pending_hashes, false) AS pending_hashes,
       EXISTS { MATCH (a:Asset {volume_uid: v.uid}) } AS has_assets
