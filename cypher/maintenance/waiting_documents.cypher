// name: waiting_documents
// ask: Which documents refer to something missing that may have come?
// why: a later scan resolves what was missing
// param: stems strings
// returns: document_uid string, folder_uid string
// writes: none
// scale: index on stem_key of missing media
CYPHER 25
UNWIND $stems AS stem
MATCH (m:MissingMedia {stem_key: stem})<-[:REFERENCES]-(d:Asset)-[:IN_FOLDER]->(f:Folder)
WHERE d.status <> 'VANISHED'
RETURN DISTINCT d.uid AS document_uid, f.uid AS folder_uid
