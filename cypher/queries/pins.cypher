// name: pins
// ask: What may not go, why, and who says so?
// why: a delivery, an approval or a hold keeps a file, whatever else nobody needs; a delivery all that it was made from too
// param: path path = null      absolute path of a file
// param: pin DELIVERY|APPROVAL|HOLD = null      only these
// param: over bool = false      holds too whose last day has passed; they hold nothing any more
// param: limit int = 10000      rows
// returns: path string, raw_path_b64 rawpath, status string, pin string, why string, by string, until string, is_over bool, said_by string, confidence float, evidence string
// writes: none
// scale: every pin, or those of one file
// browser: deliveries, approvals and holds with their files, below the line //!visual
CYPHER 25
CALL () {
  WHEN $path IS NOT NULL THEN {
    MATCH (a:Asset {name: split($path, '/')[-1]})-[:IN_FOLDER]->(f:Folder)
    WHERE f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name = $path
    MATCH (a)<-[r:DELIVERS|HOLDS]-(p) RETURN a, f, r, p
  }
  ELSE {
    MATCH (p:Delivery|Hold)-[r:DELIVERS|HOLDS]->(a:Asset)-[:IN_FOLDER]->(f:Folder) RETURN a, f, r, p
  }
}
WITH a, f, r, p, CASE WHEN p:Delivery THEN 'DELIVERY' ELSE coalesce(p.kind, 'HOLD') END AS pin,
     coalesce(p.until < toString(date()), false) AS is_over
WHERE r.confidence > 0 AND ($pin IS NULL OR pin = $pin) AND ($over OR NOT is_over)
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       a.status AS status, pin, coalesce(p.code, p.why) AS why, p.by AS by, p.until AS until, is_over,
       CASE WHEN r.method = 'USER' THEN 'USER' ELSE 'policies.yaml' END AS said_by, r.confidence AS confidence,
       r.evidence AS evidence
ORDER BY path, pin, why, by, said_by LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:Delivery|Hold)-[:DELIVERS|HOLDS]->(:Asset)-[:IN_FOLDER]->(:Folder)
RETURN path LIMIT 300
