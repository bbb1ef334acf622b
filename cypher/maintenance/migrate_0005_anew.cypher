// name: migrate_0005_anew
// ask: Let all folders, documents and hash lists of version 4 wait.
// why: likeness, mirrored proxies, names of folders and reels tell more than older versions knew
// returns: 
// writes: Folder.relate_pending, Document.relate_pending, Sidecar.relate_pending, Project.is_sure
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
CALL () {
  // what it was is in `confidence`
  MATCH (p:Project) REMOVE p.is_sure
}
FINISH
