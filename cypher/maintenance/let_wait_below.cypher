// name: let_wait_below
// ask: Let a folder and all below it wait to be related.
// why: they were told before this showed, or was declared, to be a project, or no longer is one
// param: volume_uid string
// param: folder string      from the volume's root
// param: below string      the same with a slash, or nothing for the root
// returns: 
// writes: Folder.relate_pending
// scale: index on rel_path
CYPHER 25
CALL () {
  MATCH (f:Folder {rel_path: $folder}) WHERE f.volume_uid = $volume_uid RETURN f
  UNION
  MATCH (f:Folder) WHERE f.rel_path STARTS WITH $below AND f.volume_uid = $volume_uid RETURN f
}
SET f.relate_pending = true
