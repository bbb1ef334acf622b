// name: displace_volumes
// ask: Take other volumes off a mount point.
// why: another disk stands where they were
// param: volume_uid string
// param: mount_uid string
// returns: 
// writes: MOUNTS, StorageVolume.state
// scale: a few rows
CYPHER 25
MATCH (m:MountPoint {uid: $mount_uid})-[mounts:MOUNTS]->(v:StorageVolume) WHERE v.uid <> $volume_uid
DELETE mounts
SET v.state = 'OFFLINE'
