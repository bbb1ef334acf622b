// name: find_among
// ask: Which of a few assets fit these words?
// why: names, titles, keywords and cameras count whole, the rest of what is embedded in a file by half
// param: asset_texts strings     in Lucene's language, each with the uids of some of the assets
// param: embedded_texts strings     the same for what is embedded in them
// param: limit int
// returns: path string, raw_parts json, score float, properties json
// writes: none
// scale: 20 ms for each 900 of these assets
CYPHER 25
CALL () {
  UNWIND $asset_texts AS text
  CALL db.index.fulltext.queryNodes('asset_text', text) YIELD node, score
  RETURN node AS a, score
  UNION ALL
  UNWIND $embedded_texts AS text
  CALL db.index.fulltext.queryNodes('embedded_text', text) YIELD node, score
  MATCH (node)-[:EMBEDDED_IN]->(a:Asset)
  RETURN a, 0.5 * score AS score
}
WITH a, max(score) AS score ORDER BY score DESC, a.location_key LIMIT $limit
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_parts,
       score, properties(a) AS properties
ORDER BY score DESC, a.location_key
