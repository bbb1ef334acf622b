// name: bereft_documents
// ask: Which documents refer to something that vanished or moved in a run?
// why: a vanished file un-resolves
// param: run_id string
// returns: document_uid string, folder_uid string
// writes: none
// scale: index on run_id of events
CYPHER 25
MATCH (e:FileEvent {run_id: $run_id})-[:OBSERVED]->(a:Asset)<-[:REFERENCES]-(d:Asset)-[:IN_FOLDER]->(f:Folder)
WHERE d.status <> 'VANISHED'
RETURN DISTINCT d.uid AS document_uid, f.uid AS folder_uid
