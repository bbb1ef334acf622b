// name: folders_below
// ask: Which folders are there at and below these?
// why: a camera card is related as a whole
// param: volume_uid string
// param: roots strings      from the volume's root
// returns: root string, uids strings
// writes: none
// scale: index on rel_path
CYPHER 25
UNWIND $roots AS root
CALL (root) {
  MATCH (f:Folder {rel_path: root}) WHERE f.volume_uid = $volume_uid RETURN f
  UNION
  MATCH (f:Folder) WHERE f.rel_path STARTS WITH root + '/' AND f.volume_uid = $volume_uid RETURN f
}
WITH root, f WHERE f.status = 'PRESENT'
RETURN root, collect(f.uid) AS uids
