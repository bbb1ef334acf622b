// name: completeness
// ask: How many documents of the projects of these assets could be read whole?
// why: a document nobody could read may need anything
// param: uids strings
// returns: documents int, readable int
// writes: none
// scale: one traversal a file of those projects; a project of 25,000: 0.03 s
CYPHER 25
UNWIND $uids AS uid
MATCH (:Asset {uid: uid})-[:IN_FOLDER]->(:Folder)-[b:BELONGS_TO WHERE b.confidence > 0]->(part)
WITH DISTINCT part
MATCH (part)-[:BELONGS_TO]->{0,2}(p:Project)
WITH DISTINCT p
MATCH (p)<-[:BELONGS_TO]-{0,2}(part)<-[b:BELONGS_TO WHERE b.confidence > 0]-(:Folder)<-[:IN_FOLDER]-(d:Document)
WHERE d.status <> 'VANISHED' AND NOT d.format IN ['pdf', 'vdb', 'bgeo', 'alembic', 'volindex']
RETURN count(DISTINCT d) AS documents,
       count(DISTINCT CASE WHEN d.parse_status = 'FULL'
                             AND NOT EXISTS { (d)-[:REFERENCES {state: 'VARIABLE'}]->(:MissingMedia) }
                           THEN d END) AS readable
