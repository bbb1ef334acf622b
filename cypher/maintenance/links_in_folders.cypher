// name: links_in_folders
// ask: Which symbolic links lie in these folders?
// why: a reference goes where they lead
// param: places json      volume_uid and folder, a relative path
// returns: volume_uid string, folder string, names strings, targets strings
// writes: none
// scale: index on rel_path
CYPHER 25
UNWIND $places AS place
MATCH (f:Folder {rel_path: place.folder})
WHERE f.volume_uid = place.volume_uid AND f.status = 'PRESENT' AND f.link_names IS NOT NULL
RETURN f.volume_uid AS volume_uid, f.rel_path AS folder, f.link_names AS names, f.link_targets AS targets
