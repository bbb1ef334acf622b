// name: declarations
// ask: What was declared last?
// why: a change of it is noticed, and it holds for those who have no such file
// returns: name string, text string, due bool
// writes: none
// scale: two rows
CYPHER 25
MATCH (d:Declaration) RETURN d.uid AS name, d.text AS text, coalesce(d.due, false) AS due
