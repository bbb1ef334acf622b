// name: let_documents_wait
// ask: Let all folders that hold documents wait to be related.
// why: other mounts give their references another meaning
// returns: 
// writes: Folder.relate_pending
// scale: one traversal a document
CYPHER 25
MATCH (f:Folder)
WHERE f.status = 'PRESENT' AND EXISTS { (f)<-[:IN_FOLDER]-(:Document) }
SET f.relate_pending = true
