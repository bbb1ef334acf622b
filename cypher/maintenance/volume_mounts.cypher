// name: volume_mounts
// ask: Where does a host see a volume?
// why: a declared volume is found again by its mount
// param: volume_uid string
// param: host string
// returns: path string, raw_path bytes, device string
// writes: none
// scale: a few rows
CYPHER 25
MATCH (m:MountPoint {host: $host})-[:MOUNTS]->(v:StorageVolume {uid: $volume_uid})
RETURN m.path AS path, m.raw_path AS raw_path, v.device AS device
