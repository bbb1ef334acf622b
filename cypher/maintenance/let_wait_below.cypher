// name: let_wait_below
// ask: Let the folders of a project that was not known before wait to be related.
// why: they were told before anything showed that it is one
// param: volume_uid string
// param: rel_path string
// returns: 
// writes: Folder.relate_pending
// scale: index on rel_path
CYPHER 25
MATCH (root:Folder {rel_path: $rel_path})
WHERE root.volume_uid = $volume_uid AND NOT EXISTS { (root)-[:BELONGS_TO]->() }
MATCH (f:Folder)
WHERE f.rel_path STARTS WITH $rel_path + '/' AND f.volume_uid = $volume_uid OR f = root
SET f.relate_pending = true
