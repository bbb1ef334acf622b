// name: host_mounts
// ask: Where does a host see volumes?
// why: a path keeps to the volume it was found on before
// param: host string
// returns: path string, raw_path bytes, volume_uid string, identity string, name string
// writes: none
// scale: a few rows
CYPHER 25
MATCH (m:MountPoint {host: $host})-[:MOUNTS]->(v:StorageVolume)
RETURN m.path AS path, m.raw_path AS raw_path, v.uid AS volume_uid, v.identity AS identity, v.name AS name
ORDER BY path
