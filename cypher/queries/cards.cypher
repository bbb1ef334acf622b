// name: cards
// ask: Which camera cards are there, and are they whole and in use?
// why: a card is copied, kept and let go as a whole; what was lost of a clip is told before the card is formatted
// param: kind P2|XAVC|XDCAM|AVCHD|RED|CANON_XF = null      only cards of this kind
// param: limit int = 1000      rows
// returns: path string, raw_path_b64 rawpath, kind string, clips int, files int, bytes int, referenced int, complete bool, incomplete strings
// writes: none
// scale: all files on cards; 40 cards with 20,000 files 1.1 s on a busy machine
// browser: cards with their clips, below the line //!visual
CYPHER 25
MATCH (card:CameraCard) WHERE $kind IS NULL OR card.kind = $kind
MATCH (f:Folder {rel_path: card.root})-[:ON_CARD]->(card) WHERE f.status = 'PRESENT'
CALL (card) {
  MATCH (card)<-[:ON_CARD]-(part:Folder)<-[:IN_FOLDER]-(a:Asset)
  WHERE a.status <> 'VANISHED'
  RETURN sum(CASE WHEN a.kind = 'sequence' THEN a.frame_count ELSE 1 END) AS files, sum(a.size_bytes) AS bytes
}
CALL (card) {
  MATCH (card)<-[:ON_CARD]-(clip:CameraClip)
  WHERE EXISTS { (clip)<-[:PART_OF]-(a:Asset) WHERE a.status <> 'VANISHED' }
  WITH clip, EXISTS { (clip)<-[:PART_OF]-(:Asset)<-[r:REFERENCES|DELIVERS|HOLDS WHERE r.confidence > 0]-(d)
                      WHERE coalesce(d.status, '') <> 'VANISHED'
                        AND (d.until IS NULL OR d.until >= toString(date())) } AS is_referenced
  ORDER BY clip.name
  WITH collect({name: clip.name, missing: clip.missing, referenced: is_referenced}) AS clips
  RETURN size(clips) AS clips, size([each IN clips WHERE each.referenced]) AS referenced,
         [each IN clips WHERE each.missing IS NOT NULL |
          reduce(told = each.name + ' lacks ' + head(each.missing), part IN tail(each.missing) | told + ', ' + part)]
           AS incomplete
}
RETURN f.path AS path, CASE WHEN f.raw_path IS NULL THEN null ELSE [f.raw_path] END AS raw_path_b64, card.kind AS kind,
       clips, files, bytes, referenced, incomplete = [] AS complete, incomplete
ORDER BY path LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:CameraClip)-[:ON_CARD]->(:CameraCard)
RETURN path LIMIT 300
