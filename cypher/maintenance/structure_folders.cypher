// name: structure_folders
// ask: Which folders of a volume have names that structure a project?
// why: what holds a folder of shots is a project
// param: volume_uid string
// param: names strings
// returns: rel_path string
// writes: none
// scale: index on name
CYPHER 25
UNWIND $names AS name
MATCH (f:Folder {name: name})
WHERE f.volume_uid = $volume_uid AND f.status = 'PRESENT'
RETURN f.rel_path AS rel_path ORDER BY rel_path
