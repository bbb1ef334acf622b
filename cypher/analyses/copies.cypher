// name: copies
// ask: Where does the same content lie besides?
// why: what refers to a file can be linked to an exact copy of it
// param: uid string
// returns: path string
// writes: none
// scale: index on content_hash
CYPHER 25
MATCH (a:Asset {uid: $uid})
MATCH (b:Asset {content_hash: a.content_hash})-[:IN_FOLDER]->(f:Folder)
MATCH (v:StorageVolume {uid: b.volume_uid})
WHERE b <> a AND b.status = 'PRESENT' AND v.state = 'ONLINE'
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + b.name AS path
ORDER BY path LIMIT 20
