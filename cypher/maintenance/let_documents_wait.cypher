// name: let_documents_wait
// ask: Let all documents wait to be read.
// why: other mounts give their references another meaning
// returns: 
// writes: Document.relate_pending
// scale: one write a document
CYPHER 25
MATCH (d:Document) WHERE d.status <> 'VANISHED'
SET d.relate_pending = true
