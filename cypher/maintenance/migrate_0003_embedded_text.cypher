// name: migrate_0003_embedded_text
// ask: Drop the full-text index of version 2 over embedded metadata; it is made anew with the asset's uid.
// why: words and a filter that few assets fit are looked for among those few
// returns: 
// writes: the index embedded_text
// scale: building it anew reads each text once
CYPHER 25
DROP INDEX embedded_text IF EXISTS
