// name: uses
// ask: Where in timelines is which media used?
// why: what is played when, and which part of a file is needed; times are ticks of `edit_rate`, ends exclusive
// param: document path = null      absolute path; only uses in this timeline
// param: target path = null      absolute path; only uses of this file
// param: confidence float = 0.8      how sure a resolved reference must be
// param: limit int = 1000      rows
// returns: document string, raw_document_b64 rawpath, target string, raw_target_b64 rawpath, raw string, track int, media string, record_in int, record_out int, source_in int, source_out int, edit_rate string, speed float, enabled bool, angle string
// writes: none
// scale: of one document or file 4 ms; all 940,000 among 1,000,000 assets: 1.2 s
// browser: timelines with what they use, below the line //!visual
CYPHER 25
CALL () {
  WHEN $document IS NOT NULL THEN {
    MATCH (d:Asset {name: split($document, '/')[-1]})-[:IN_FOLDER]->(f:Folder)
    WHERE f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + d.name = $document
    MATCH (d)-[r:REFERENCES]->(t)
    WHERE $target IS NULL OR EXISTS {
      (t)-[:IN_FOLDER]->(tf:Folder)
      WHERE tf.path + CASE WHEN tf.path ENDS WITH '/' THEN '' ELSE '/' END + t.name = $target
    }
    RETURN d, r, t
  }
  WHEN $target IS NOT NULL THEN {
    MATCH (t:Asset {name: split($target, '/')[-1]})-[:IN_FOLDER]->(f:Folder)
    WHERE f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + t.name = $target
    MATCH (t)<-[r:REFERENCES]-(d:Asset) RETURN d, r, t
  }
  ELSE {
    MATCH (d:Asset)-[r:REFERENCES]->(t) RETURN d, r, t
  }
}
WITH d, r, t
WHERE r.track IS NOT NULL AND d.status <> 'VANISHED' AND (t:MissingMedia OR r.confidence > 0 AND r.confidence >= $confidence)
UNWIND range(0, size(r.track) - 1) AS use
WITH d, r, t, use, r.media[use] AS media, r.track[use] AS track, r.record_in[use] AS record_in
ORDER BY d.rel_path, d.uid, media, track, record_in, t.uid, use LIMIT $limit
MATCH (d)-[:IN_FOLDER]->(df:Folder)
OPTIONAL MATCH (t)-[:IN_FOLDER]->(tf:Folder)
RETURN df.path + CASE WHEN df.path ENDS WITH '/' THEN '' ELSE '/' END + d.name AS document,
       CASE WHEN df.raw_path IS NULL AND d.raw_name IS NULL THEN null
            ELSE [coalesce(df.raw_path, df.path), coalesce(d.raw_name, d.name)] END AS raw_document_b64,
       tf.path + CASE WHEN tf.path ENDS WITH '/' THEN '' ELSE '/' END + t.name AS target,
       CASE WHEN tf.raw_path IS NULL AND t.raw_name IS NULL THEN null
            ELSE [coalesce(tf.raw_path, tf.path), coalesce(t.raw_name, t.name)] END AS raw_target_b64,
       r.raw AS raw, track, media, record_in, r.record_out[use] AS record_out,
       r.source_in[use] AS source_in, r.source_out[use] AS source_out, r.edit_rate[use] AS edit_rate,
       r.speed[use] AS speed, r.use_enabled[use] AS enabled, nullIf(r.angle[use], '') AS angle
ORDER BY d.rel_path, d.uid, media, track, record_in, t.uid, use
//!visual
CYPHER 25
MATCH path = (:Asset)-[r:REFERENCES]->() WHERE r.track IS NOT NULL
RETURN path LIMIT 300
