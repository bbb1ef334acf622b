// name: volumes_at
// ask: Which volumes does a host see at or below a path?
// why: a path that is gone takes them offline
// param: host string
// param: path string
// returns: uid string
// writes: none
// scale: a few rows
CYPHER 25
MATCH (m:MountPoint {host: $host})-[:MOUNTS]->(v:StorageVolume)
WHERE m.path = $path RETURN v.uid AS uid
