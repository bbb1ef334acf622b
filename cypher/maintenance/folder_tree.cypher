// name: folder_tree
// ask: Which folders has a volume, and in which lie media or documents?
// why: how folders lie below and beside each other tells where projects begin
// param: volume_uid string
// returns: rel_path string, holds bool
// writes: none
// scale: the folders of a volume, each as far as its first medium; streamed
CYPHER 25
MATCH (f:Folder {volume_uid: $volume_uid})
WHERE f.status = 'PRESENT'
RETURN f.rel_path AS rel_path,
       EXISTS { (f)<-[:IN_FOLDER]-(a:Asset)
                WHERE a.kind IN ['video', 'sequence', 'image', 'audio', 'document'] AND a.status <> 'VANISHED' } AS holds
// with a slash at its end each folder comes before those in it, and these before the next one
ORDER BY f.rel_path + '/'
