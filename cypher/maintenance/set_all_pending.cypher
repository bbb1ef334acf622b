// name: set_all_pending
// ask: Let all folders wait to be related.
// why: relate --all
// returns: 
// writes: Folder.relate_pending
// scale: one write a folder
CYPHER 25
MATCH (f:Folder) WHERE f.status = 'PRESENT' SET f.relate_pending = true
