// name: assets_by_stem
// ask: Which assets have these stems?
// why: a reference is looked up by its base name, in whatever case
// param: stems strings
// param: most int      rows a stem
// returns: stem string, uids strings
// writes: none
// scale: index on stem_key
CYPHER 25
UNWIND $stems AS stem
CALL (stem) {
  MATCH (a:Asset {stem_key: stem}) WHERE a.status <> 'VANISHED' RETURN a.uid AS uid LIMIT $most
}
RETURN stem, collect(uid) AS uids
