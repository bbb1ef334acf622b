// name: any_link
// ask: Is any symbolic link known?
// why: without one no path has to be followed
// returns: link string
// writes: none
// scale: a property of each folder, 0.1 s for 100,000
CYPHER 25
MATCH (f:Folder) WHERE f.link_names IS NOT NULL
RETURN f.link_names[0] AS link LIMIT 1
