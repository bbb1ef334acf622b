// name: media_in_folders
// ask: Which of these places are folders, and what media lie in them?
// why: a document may name the folder of a sequence or of a camera's clip
// param: places json      volume_uid and folder
// param: most int      rows a folder
// returns: volume_uid string, folder string, uids strings
// writes: none
// scale: index on path_key, one traversal a folder
CYPHER 25
UNWIND $places AS place
MATCH (f:Folder {path_key: place.folder}) WHERE f.volume_uid = place.volume_uid AND f.status = 'PRESENT'
CALL (f) {
  OPTIONAL MATCH (f)<-[:IN_FOLDER]-(a:Video|ImageSequence|Image|Audio) WHERE a.status <> 'VANISHED'
  RETURN a.uid AS uid LIMIT $most
}
RETURN place.volume_uid AS volume_uid, place.folder AS folder, collect(uid) AS uids
