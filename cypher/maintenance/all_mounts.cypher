// name: all_mounts
// ask: Where does any host see a volume?
// why: paths of all hosts and systems are mapped
// returns: volume_uid string, volume string, identity string, state string, mount_uid string, host string, system string, path string, declared_by string
// writes: none
// scale: a few rows
CYPHER 25
MATCH (v:StorageVolume)
OPTIONAL MATCH (m:MountPoint)-[:MOUNTS]->(v)
RETURN v.uid AS volume_uid, v.name AS volume, v.identity AS identity, v.state AS state, m.uid AS mount_uid,
       m.host AS host, m.system AS system, m.path AS path, m.declared_by AS declared_by
ORDER BY host, path
