// name: storage
// ask: What takes how much space, by project, shot, codec and volume?
// why: who pays for which disk; a shot is named where it is sure, a still's codec is its format. A folder of two projects counts in each, a file of several names at each of them
// param: project string = null      code; only this project
// param: limit int = 10000      rows, the largest first
// returns: project string, sequence string, shot string, codec string, volume string, assets int, bytes int
// writes: none
// scale: every asset; 1,000,000 in 8,000 shots: 3.5 s, one project 0.3 s
// browser: projects with their shots, below the line //!visual
CYPHER 25
CALL () {
  // labels are quicker to ask for than properties, a million times
  MATCH (part:Project|Sequence|Shot)
  OPTIONAL MATCH (part)-[:BELONGS_TO]->{0,2}(p:Project)
  OPTIONAL MATCH (part)-[:BELONGS_TO]->{0,1}(s:Sequence)
  WITH part, p, s WHERE $project IS NULL OR p.code = $project
  CALL (part) {
    MATCH (part)<-[b:BELONGS_TO WHERE b.confidence > 0]-(f:Folder)<-[:IN_FOLDER]-(a)
    WHERE a.status <> 'VANISHED'
    RETURN b.confidence >= 0.8 AS sure, f.volume_uid AS volume_uid,
           CASE WHEN a:Video THEN coalesce(a.video_codec, a.format)
                WHEN a:Audio THEN coalesce(a.audio_codec, a.format) ELSE a.format END AS codec,
           count(*) AS assets, sum(a.size_bytes) AS bytes
  }
  RETURN p, CASE WHEN sure THEN s END AS s, CASE WHEN sure AND part:Shot THEN part END AS shot,
         volume_uid, codec, assets, bytes
  UNION ALL
  MATCH (f:Folder)<-[:IN_FOLDER]-(a)
  WHERE $project IS NULL AND a.status <> 'VANISHED' AND NOT EXISTS { (f)-[b:BELONGS_TO WHERE b.confidence > 0]->() }
  RETURN null AS p, null AS s, null AS shot, f.volume_uid AS volume_uid,
         CASE WHEN a:Video THEN coalesce(a.video_codec, a.format)
              WHEN a:Audio THEN coalesce(a.audio_codec, a.format) ELSE a.format END AS codec,
         count(*) AS assets, sum(a.size_bytes) AS bytes
}
WITH p, s, shot, volume_uid, codec, sum(assets) AS assets, sum(bytes) AS bytes
WITH p, s, shot, volume_uid, codec, assets, bytes
ORDER BY bytes DESC, codec, volume_uid, p, s, shot LIMIT $limit
OPTIONAL MATCH (v:StorageVolume {uid: volume_uid})
RETURN p.code AS project, s.code AS sequence, shot.code AS shot, codec, v.name AS volume, assets, bytes
ORDER BY bytes DESC, codec, volume_uid, p, s, shot
//!visual
CYPHER 25
MATCH path = (:Project)<-[:BELONGS_TO]-(:Shot|Sequence)
RETURN path LIMIT 300
