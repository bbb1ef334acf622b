// name: migrate_0004_anew
// ask: Let all folders, documents and hash lists of version 3 wait.
// why: packages, camera cards, layouts and declared derivatives are told of them that version 3 did not know
// returns: 
// writes: Folder.relate_pending, Document.relate_pending, Sidecar.relate_pending
// scale: one write a folder and a document, in one transaction
CYPHER 25
CALL () {
  MATCH (f:Folder) WHERE f.status = 'PRESENT' SET f.relate_pending = true
}
CALL () {
  MATCH (d:Document) WHERE d.status <> 'VANISHED' SET d.relate_pending = true
}
CALL () {
  MATCH (s:Sidecar) WHERE s.format IN ['md5', 'mhl'] AND s.status <> 'VANISHED' SET s.relate_pending = true
}
FINISH
