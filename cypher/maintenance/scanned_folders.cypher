// name: scanned_folders
// ask: Which of these folders are known, and were they listed whole?
// why: only where somebody looked can something be missing
// param: places json      volume_uid and folder
// returns: volume_uid string, folder string, scanned bool
// writes: none
// scale: index on path_key
CYPHER 25
UNWIND $places AS place
MATCH (f:Folder {path_key: place.folder})
WHERE f.volume_uid = place.volume_uid AND f.status = 'PRESENT'
RETURN f.volume_uid AS volume_uid, f.path_key AS folder, all(each IN collect(f.digest IS NOT NULL) WHERE each) AS scanned
