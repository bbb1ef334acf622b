// name: described
// ask: What are these, and where do they lie?
// why: people name files by their path
// param: uids strings
// returns: found json
// writes: none
// scale: two index look-ups a node
CYPHER 25
UNWIND $uids AS uid
CALL (uid) {
  MATCH (a:Asset {uid: uid})-[:IN_FOLDER]->(f:Folder)
  RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
         CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
              ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_parts,
         a.status AS status
  UNION ALL
  MATCH (m:MissingMedia {uid: uid})
  RETURN m.reference AS path, null AS raw_parts, 'MISSING' AS status
}
RETURN collect([uid, path, raw_parts, status]) AS found
