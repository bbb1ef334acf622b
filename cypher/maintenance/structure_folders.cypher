// name: structure_folders
// ask: Which folders of a volume have names that structure a project?
// why: what holds a folder of shots is a project; surely where a name below is that of a shot or sequence
// param: volume_uid string
// param: names strings
// param: proof string      a regular expression for names of shots and sequences
// returns: rel_path string, is_proven bool
// writes: none
// scale: index on name; looks below until one name fits
CYPHER 25
UNWIND $names AS name
MATCH (f:Folder {name: name})
WHERE f.volume_uid = $volume_uid AND f.status = 'PRESENT'
RETURN f.rel_path AS rel_path,
       EXISTS { (f)<-[:CHILD_OF]-{1,2}(part:Folder) WHERE part.status = 'PRESENT' AND part.name =~ $proof } AS is_proven
ORDER BY rel_path
