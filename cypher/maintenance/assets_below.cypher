// name: assets_below
// ask: Which assets lie at or below a folder of a volume?
// why: policies name paths and patterns
// param: volume string      its name
// param: prefix string      folder, from the volume's root
// returns: uid string, rel_path string
// writes: none
// scale: index on rel_path; streamed
CYPHER 25
MATCH (v:StorageVolume {name: $volume})
MATCH (f:Folder)
WHERE (f.rel_path = $prefix OR f.rel_path STARTS WITH $prefix + '/' OR $prefix = '') AND f.volume_uid = v.uid
MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED'
RETURN a.uid AS uid, a.rel_path AS rel_path
