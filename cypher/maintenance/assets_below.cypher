// name: assets_below
// ask: Which assets lie at or below a folder of a volume?
// why: policies name paths and patterns
// param: volume string      its name
// param: folder string      from the volume's root
// param: below string      the same with a slash, or nothing for the root
// returns: uid string, rel_path string, first int, last int, step int, missing strings
// writes: none
// scale: index on rel_path; streamed
CYPHER 25
MATCH (v:StorageVolume {name: $volume})
CALL (v) {
  MATCH (f:Folder {rel_path: $folder}) WHERE f.volume_uid = v.uid RETURN f
  UNION
  MATCH (f:Folder) WHERE f.rel_path STARTS WITH $below AND f.volume_uid = v.uid RETURN f
}
MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED'
RETURN a.uid AS uid, a.rel_path AS rel_path, a.first AS first, a.last AS last, a.step AS step, a.missing AS missing
