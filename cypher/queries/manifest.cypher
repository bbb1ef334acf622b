// name: manifest
// ask: What does a document need, and where is it?
// why: what must be copied to play it elsewhere; everything it needs, through documents inside documents, whatever is off or only in a bin left out
// param: document path = null      absolute path; all documents where none is given
// param: confidence float = 0.8      how sure a resolved reference must be
// param: limit int = 10000      rows
// returns: document string, path string, raw_path_b64 rawpath, kind string, volume string, size_bytes int, state string
// writes: none
// scale: one traversal a thing needed, however many ways lead to it; 30 layers of 10 documents, 10^30 ways: 0.02 s
// browser: documents with what they need, below the line //!visual
CYPHER 25
CALL () {
  WHEN $document IS NOT NULL THEN {
    MATCH (d:Asset {name: split($document, '/')[-1]})-[:IN_FOLDER]->(f:Folder)
    WHERE f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + d.name = $document
    RETURN d
  }
  ELSE {
    MATCH (d:Document) WHERE EXISTS { (d)-[:REFERENCES]->() } RETURN d
  }
}
WITH d ORDER BY d.rel_path, d.uid
WHERE d.status <> 'VANISHED'
CALL (d) {
  MATCH (d)-[r:REFERENCES WHERE r.strength = 'HARD' AND (r.confidence > 0 AND r.confidence >= $confidence OR r.state = 'AMBIGUOUS')]->+(t)
  WITH DISTINCT t WHERE t <> d
  RETURN t
}
WITH d, t, coalesce(t.rel_path, t.reference) AS place ORDER BY d.rel_path, d.uid, place, t.uid LIMIT $limit
MATCH (d)-[:IN_FOLDER]->(df:Folder)
OPTIONAL MATCH (t)-[:IN_FOLDER]->(f:Folder)
OPTIONAL MATCH (v:StorageVolume {uid: t.volume_uid})
RETURN df.path + CASE WHEN df.path ENDS WITH '/' THEN '' ELSE '/' END + d.name AS document,
       coalesce(f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + t.name, t.reference) AS path,
       CASE WHEN f.raw_path IS NULL AND t.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(t.raw_name, t.name)] END AS raw_path_b64,
       t.kind AS kind, v.name AS volume, t.size_bytes AS size_bytes,
       CASE WHEN t:MissingMedia
              // what this document says of it, where it refers to it itself
              THEN head(COLLECT { MATCH (t)<-[r:REFERENCES]-(by:Asset) WHERE by.status <> 'VANISHED'
                                  RETURN r.state ORDER BY by <> d, r.state LIMIT 1 })
            WHEN t.status = 'VANISHED' THEN 'MISSING'
            WHEN v.state <> 'ONLINE' THEN 'OFFLINE'
            ELSE 'RESOLVED' END AS state
ORDER BY d.rel_path, d.uid, place, t.uid
//!visual
CYPHER 25
MATCH path = (:Document)-[:REFERENCES]->(:Asset)-[:IN_FOLDER]->(:Folder)
RETURN path LIMIT 300
