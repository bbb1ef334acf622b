// name: find_by_text
// ask: Which assets fit these words and this filter?
// why: names, titles, keywords and cameras count whole, the rest of what is embedded in a file by half
// param: asset_text string      in Lucene's language
// param: embedded_text string      the same for what is embedded in a file
// param: options json      of the index: how many of its best hits it may give
// param: limit int
// returns: path string, raw_parts json, score float, properties json
// writes: none
// scale: as many hits as it takes to find `limit` that fit the filter; of 375,000 hits 0.05 s, of the best 100,000 a third
CYPHER 25
CALL () {
  // the index gives the best hits first: what comes after the limit needs no look
  CALL db.index.fulltext.queryNodes('asset_text', $asset_text, $options) YIELD node, score
  WITH node AS a, score
  WHERE true /*where*/
  RETURN a, score LIMIT $limit
  UNION ALL
  CALL db.index.fulltext.queryNodes('embedded_text', $embedded_text, $options) YIELD node, score
  MATCH (node)-[:EMBEDDED_IN]->(a:Asset)
  WHERE true /*where*/
  RETURN a, 0.5 * score AS score LIMIT $limit
}
WITH a, max(score) AS score ORDER BY score DESC, a.location_key LIMIT $limit
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_parts,
       score, properties(a) AS properties
ORDER BY score DESC, a.location_key
