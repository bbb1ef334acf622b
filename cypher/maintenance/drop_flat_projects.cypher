// name: drop_flat_projects
// ask: Drop what made folders projects because a document used what lies beside it, and is told no more.
// why: the document or its media went, or the folder belongs to a project now
// param: run_id string
// returns: 
// writes: BELONGS_TO
// scale: the folders of such projects
CYPHER 25
MATCH (:Project {layout: 'FLAT'})<-[b:BELONGS_TO]-(:Folder)
WHERE b.run_id <> $run_id AND b.method <> 'USER'
DELETE b
