// name: drop_mounts
// ask: Drop mount points that are declared no more.
// why: references through them lead nowhere
// param: uids strings
// returns: 
// writes: MountPoint
// scale: a few rows
CYPHER 25
MATCH (m:MountPoint) WHERE m.uid IN $uids
DETACH DELETE m
