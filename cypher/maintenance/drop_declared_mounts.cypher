// name: drop_declared_mounts
// ask: Drop mount points that are declared no more.
// why: studio.yaml is the only place they come from
// param: uids strings      those that stay
// returns: 
// writes: MountPoint
// scale: a few rows
CYPHER 25
MATCH (m:MountPoint {declared: true}) WHERE NOT m.uid IN $uids
DETACH DELETE m
