// name: flat_projects
// ask: In which folders of no project does a document use most of the media that lie beside it?
// why: a folder that holds all that its timeline needs is a project, whatever it is called
// param: fewest int      files that a document must use there
// param: most_names int      names of these that are told
// returns: folder_uid string, volume_uid string, rel_path string, document string, used int, media int, names strings
// writes: none
// scale: the documents whose folders belong to nothing, with what they refer to
CYPHER 25
MATCH (d:Document)-[:IN_FOLDER]->(f:Folder {status: 'PRESENT'})
WHERE d.status <> 'VANISHED' AND d.parse_status IN ['FULL', 'PARTIAL']
  AND NOT EXISTS { MATCH (f)-[:BELONGS_TO]->(part) WHERE coalesce(part.layout, '') <> 'FLAT' }
MATCH (d)-[r:REFERENCES WHERE r.confidence >= 0.8]->(a:Asset)-[:IN_FOLDER]->(f)
WHERE a.status <> 'VANISHED' AND a.kind IN ['video', 'sequence', 'image', 'audio']
WITH f, d, a ORDER BY a.name
WITH f, d, count(*) AS used, collect(a.name)[..$most_names] AS names WHERE used >= $fewest
WITH f, d, used, names,
     COUNT { MATCH (f)<-[:IN_FOLDER]-(m:Asset)
             WHERE m.status <> 'VANISHED' AND m.kind IN ['video', 'sequence', 'image', 'audio'] } AS media
RETURN f.uid AS folder_uid, f.volume_uid AS volume_uid, f.rel_path AS rel_path, d.name AS document, used, media, names
ORDER BY folder_uid, used DESC, document
