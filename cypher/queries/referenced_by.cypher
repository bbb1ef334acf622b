// name: referenced_by
// ask: Which documents refer to this file, or may mean it?
// why: the first question before a file is moved or replaced; AMBIGUOUS are documents that may mean it or another
// param: path path      absolute path of a file
// param: confidence float = 0.8      how sure a resolved reference must be
// param: limit int = 1000      rows
// returns: document string, raw_document_b64 rawpath, raw string, kind string, role string, count int, enabled bool, strength string, state string, method string, confidence float, evidence string
// writes: none
// scale: index on name, then one traversal; what may mean it awaits its name; among 1,000,000 assets 6 ms
// browser: files that many documents refer to, below the line //!visual
CYPHER 25
MATCH (a:Asset {name: split($path, '/')[-1]})-[:IN_FOLDER]->(home:Folder)
WHERE home.path + CASE WHEN home.path ENDS WITH '/' THEN '' ELSE '/' END + a.name = $path
WITH a ORDER BY a.status = 'VANISHED', a.generation DESC LIMIT 1
CALL (a) {
  MATCH (a)<-[r:REFERENCES]-(d:Asset)
  WHERE r.confidence >= $confidence
  RETURN d, r, 'RESOLVED' AS state, r.confidence AS confidence
  UNION ALL
  // whoever may mean it awaits its stem or its reel
  UNWIND [a.stem_key, a.reel_name] AS name
  MATCH (:AwaitedName {name: name})<-[:AWAITS]-(d:Document)
  WITH DISTINCT a, d
  MATCH (d)-[r:REFERENCES WHERE a.uid IN r.candidate_uids]->(:MissingMedia)
  RETURN d, r, r.state AS state,
         head([at IN range(0, size(r.candidate_uids) - 1) WHERE r.candidate_uids[at] = a.uid
               | r.candidate_confidences[at]]) AS confidence
  UNION ALL
  // a reference that led here when the file was still there
  MATCH (v:StorageVolume {uid: a.volume_uid})
  MATCH (:MissingMedia {reference: v.name + ':/' + a.rel_path})<-[r:REFERENCES]-(d:Asset)
  RETURN d, r, r.state AS state, r.confidence AS confidence
}
WITH d, r, state, confidence WHERE d.status <> 'VANISHED'
MATCH (d)-[:IN_FOLDER]->(f:Folder)
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + d.name AS document,
       CASE WHEN f.raw_path IS NULL AND d.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(d.raw_name, d.name)] END AS raw_document_b64,
       r.raw AS raw, r.kind AS kind, r.role AS role, r.count AS count, r.enabled AS enabled, r.strength AS strength,
       state, r.method AS method, confidence, r.evidence AS evidence
ORDER BY state DESC, document, raw LIMIT $limit
//!visual
CYPHER 25
MATCH (a:Asset)<-[r:REFERENCES]-(:Asset)
WITH a, count(r) AS documents ORDER BY documents DESC LIMIT 10
MATCH path = (a)<-[:REFERENCES]-(:Asset)
RETURN path LIMIT 300
