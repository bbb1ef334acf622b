// name: assets_at_places
// ask: Which assets lie in these folders under these names, in whatever case?
// why: other systems write paths in another case
// param: places json      volume_uid, folder, names as keys of a map, and how names begin that a pattern means
// returns: uid string
// writes: none
// scale: index on path_key, one traversal a folder
CYPHER 25
UNWIND $places AS place
MATCH (f:Folder {path_key: place.folder}) WHERE f.volume_uid = place.volume_uid
MATCH (f)<-[:IN_FOLDER]-(a:Asset)
WHERE a.status <> 'VANISHED'
  AND (place.names[toLower(normalize(a.name, NFC))]
       OR a.kind IN ['image', 'document'] AND any(head IN place.heads WHERE toLower(normalize(a.name, NFC)) STARTS WITH head))
RETURN DISTINCT a.uid AS uid
