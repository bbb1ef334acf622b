// name: summary
// ask: How much of what is there?
// why: the first look at a library: by kind, format, codec, volume and top folder
// param: by string = all      kind, format, codec, volume, folder or all of them
// returns: group string, value string, assets int, files int, bytes int
// writes: none
// scale: @summary
// browser: the same as a picture, below the line //!visual
CYPHER 25
CALL () {
  MATCH (a:Asset) WHERE a.status <> 'VANISHED' AND $by IN ['all', 'kind']
  RETURN 'kind' AS group, a.kind AS value, count(*) AS assets,
         sum(CASE WHEN a.kind = 'sequence' THEN a.frame_count ELSE 1 END) AS files, sum(a.size_bytes) AS bytes
  UNION ALL
  MATCH (a:Asset) WHERE a.status <> 'VANISHED' AND $by IN ['all', 'format']
  RETURN 'format' AS group, coalesce(a.format, 'unknown') AS value, count(*) AS assets,
         sum(CASE WHEN a.kind = 'sequence' THEN a.frame_count ELSE 1 END) AS files, sum(a.size_bytes) AS bytes
  UNION ALL
  MATCH (a:Asset) WHERE a.status <> 'VANISHED' AND $by IN ['all', 'codec']
    AND coalesce(a.video_codec, a.audio_codec) IS NOT NULL
  RETURN 'codec' AS group, coalesce(a.video_codec, a.audio_codec) AS value, count(*) AS assets,
         sum(CASE WHEN a.kind = 'sequence' THEN a.frame_count ELSE 1 END) AS files, sum(a.size_bytes) AS bytes
  UNION ALL
  MATCH (a:Asset) WHERE a.status <> 'VANISHED' AND $by IN ['all', 'volume']
  WITH a.volume_uid AS volume_uid, count(*) AS assets,
       sum(CASE WHEN a.kind = 'sequence' THEN a.frame_count ELSE 1 END) AS files, sum(a.size_bytes) AS bytes
  MATCH (v:StorageVolume {uid: volume_uid})
  RETURN 'volume' AS group, v.name AS value, assets, files, bytes
  UNION ALL
  MATCH (f:Folder)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED' AND $by IN ['all', 'folder']
  WITH f, count(*) AS assets, sum(CASE WHEN a.kind = 'sequence' THEN a.frame_count ELSE 1 END) AS files,
       sum(a.size_bytes) AS bytes
  ORDER BY bytes DESC LIMIT 50
  RETURN 'folder' AS group, f.path AS value, assets, files, bytes
}
RETURN group, value, assets, files, bytes
ORDER BY group, bytes DESC, value
//!visual
CYPHER 25
MATCH (v:StorageVolume)<-[:ON_VOLUME]-(root:Folder)<-[:CHILD_OF]-{0,3}(f:Folder)
MATCH path = (f)-[:CHILD_OF|ON_VOLUME]->()
RETURN path LIMIT 300
