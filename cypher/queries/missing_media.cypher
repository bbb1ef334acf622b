// name: missing_media
// ask: What do documents refer to that is not known to be there?
// why: what will be missed when a timeline is opened; candidates are files that may be meant, best first
// param: state AMBIGUOUS|MISSING|OFFLINE|UNMAPPED|UNSCANNED|VARIABLE = null      only of this state
// param: limit int = 1000      rows
// returns: reference string, documents strings, raw_documents_b64 rawpaths, state string, candidates strings, raw_candidates_b64 rawpaths, evidence string
// writes: none
// scale: every missing thing, and what lies on volumes that are away; 140,000 among 1,000,000 assets: 1.9 s
// browser: the same as a picture, below the line //!visual
CYPHER 25
CALL () {
  MATCH (m:MissingMedia)<-[r:REFERENCES]-(d:Asset)
  WHERE r.confidence > 0 AND d.status <> 'VANISHED' AND ($state IS NULL OR r.state = $state)
  RETURN m.reference AS reference, d, r, r.state AS state
  UNION ALL
  MATCH (lost:Asset {status: 'VANISHED'})<-[r:REFERENCES]-(d:Asset)
  WHERE r.confidence > 0 AND d.status <> 'VANISHED' AND ($state IS NULL OR $state = 'MISSING')
  MATCH (lost)-[:IN_FOLDER]->(lf:Folder)
  RETURN lf.path + CASE WHEN lf.path ENDS WITH '/' THEN '' ELSE '/' END + lost.name AS reference, d, r,
         'MISSING' AS state
  UNION ALL
  MATCH (v:StorageVolume) WHERE v.state <> 'ONLINE' AND ($state IS NULL OR $state = 'OFFLINE')
  MATCH (away:Asset {volume_uid: v.uid})<-[r:REFERENCES]-(d:Asset)
  WHERE r.confidence > 0 AND d.status <> 'VANISHED' AND away.status <> 'VANISHED'
  MATCH (away)-[:IN_FOLDER]->(af:Folder)
  RETURN af.path + CASE WHEN af.path ENDS WITH '/' THEN '' ELSE '/' END + away.name AS reference, d, r,
         'OFFLINE' AS state
}
MATCH (d)-[:IN_FOLDER]->(df:Folder)
WITH reference, state, r, df.path + CASE WHEN df.path ENDS WITH '/' THEN '' ELSE '/' END + d.name AS path,
     CASE WHEN df.raw_path IS NULL AND d.raw_name IS NULL THEN null
          ELSE [coalesce(df.raw_path, df.path), coalesce(d.raw_name, d.name)] END AS raw
ORDER BY path
WITH reference, state, collect({path: path, raw: raw}) AS documents, head(collect(r)) AS first
ORDER BY reference, state LIMIT $limit
WITH reference, state, documents, first, COLLECT {
       UNWIND range(0, size(coalesce(first.candidate_uids, [])) - 1) AS place
       MATCH (c:Asset {uid: first.candidate_uids[place]})-[:IN_FOLDER]->(f:Folder)
       RETURN {path: f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + c.name,
               raw: CASE WHEN f.raw_path IS NULL AND c.raw_name IS NULL THEN null
                         ELSE [coalesce(f.raw_path, f.path), coalesce(c.raw_name, c.name)] END} ORDER BY place
     } AS candidates
RETURN reference, [each IN documents | each.path] AS documents,
       CASE WHEN any(each IN documents WHERE each.raw IS NOT NULL)
            THEN [each IN documents | each.raw] END AS raw_documents_b64,
       state, [each IN candidates | each.path] AS candidates,
       CASE WHEN any(each IN candidates WHERE each.raw IS NOT NULL)
            THEN [each IN candidates | each.raw] END AS raw_candidates_b64,
       first.evidence AS evidence
ORDER BY reference, state
//!visual
CYPHER 25
MATCH path = (:MissingMedia)<-[:REFERENCES]-(:Asset)
RETURN path LIMIT 300
