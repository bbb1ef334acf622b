// name: let_cards_wait
// ask: Let a camera card wait to be related where one of its folders does.
// why: what lies in one of them tells what is in another one
// param: volume_uid string
// returns: 
// writes: Folder.relate_pending
// scale: index on relate_pending; the folders of the cards that changed
CYPHER 25
MATCH (f:Folder {relate_pending: true}) WHERE f.volume_uid = $volume_uid
MATCH (f)-[:CHILD_OF]->{0,3}(:Folder)-[:ON_CARD]->(card:CameraCard)
WITH DISTINCT card
MATCH (card)<-[:ON_CARD]-(part:Folder)
SET part.relate_pending = true
