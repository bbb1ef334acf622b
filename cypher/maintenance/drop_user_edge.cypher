// name: drop_user_edge
// ask: Take back what a user said of a relation between two assets.
// why: what is inferred may be inferred again, for which their folders wait, and they themselves where they are documents
// param: source string
// param: target string
// param: relation string
// returns: 
// writes: Folder.relate_pending, Document.relate_pending, PROXY_OF, DERIVED_FROM, GENERATED_BY, SIDECAR_OF, PREVIOUS_VERSION, REFERENCES
// scale: two index look-ups
CYPHER 25
MATCH (a:Asset {uid: $source})-[r:REFERENCES|PROXY_OF|DERIVED_FROM|GENERATED_BY|SIDECAR_OF|PREVIOUS_VERSION]->(b:Asset {uid: $target})
WHERE type(r) = $relation AND r.method = 'USER'
DELETE r
WITH DISTINCT a, b
UNWIND [a, b] AS end
MATCH (end)-[:IN_FOLDER]->(f:Folder)
SET f.relate_pending = true
FOREACH (document IN CASE WHEN end:Document THEN [end] ELSE [] END | SET document.relate_pending = true)
