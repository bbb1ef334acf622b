// name: clips_of
// ask: Of which clips of camera cards are these proxies and thumbnails, and what else is of each?
// why: a camera's own folders tell what it made from what; the picture may have vanished
// param: uids strings
// returns: clip_uid string, clip string, card string, part string, span int, uid string, folder_uid string, volume_uid string, rel_path string, name string, kind string, format string, status string, online bool, duration_s float, frame_rate string, frame_count int, first int, last int, timecode string, reel_name string, umid string, source_umid string, uuid string, width int, height int, video_codec string, audio_codec string, quick_hash string, mtime_ns int, size_bytes int, step int, missing strings, bit_depth int, channels int, sample_rate_hz int, camera_model string, package_uuids strings, source_uids strings, is_damaged bool
// writes: none
// scale: one traversal an asset, and the files of its clip
CYPHER 25
UNWIND $uids AS uid
MATCH (:Asset {uid: uid})-[p:PART_OF]->(c:CameraClip) WHERE p.part IN ['PROXY', 'THUMBNAIL']
WITH DISTINCT c
MATCH (c)-[:ON_CARD]->(card:CameraCard)
MATCH (c)<-[r:PART_OF]-(a:Asset)-[:IN_FOLDER]->(f:Folder)
MATCH (v:StorageVolume {uid: a.volume_uid})
RETURN c.uid AS clip_uid, c.name AS clip, card.kind AS card, r.part AS part, r.span AS span,
       a.uid AS uid, f.uid AS folder_uid, a.volume_uid AS volume_uid, a.rel_path AS rel_path, a.name AS name, a.kind AS kind, a.format AS format, a.status AS status, v.state = 'ONLINE' AS online,
       a.duration_s AS duration_s, a.frame_rate AS frame_rate, a.frame_count AS frame_count,
       a.first AS first, a.last AS last, a.timecode AS timecode, a.reel_name AS reel_name, a.umid AS umid,
       a.source_umid AS source_umid, a.uuid AS uuid, a.width AS width,
       a.height AS height, a.video_codec AS video_codec, a.audio_codec AS audio_codec,
       a.quick_hash AS quick_hash, a.mtime_ns AS mtime_ns, a.size_bytes AS size_bytes,
       a.step AS step, coalesce(a.missing, []) AS missing, a.bit_depth AS bit_depth,
       a.channels AS channels, a.sample_rate_hz AS sample_rate_hz, a.camera_model AS camera_model, [] AS package_uuids, [] AS source_uids,
       false AS is_damaged
ORDER BY clip_uid, a.status = 'VANISHED', part <> 'VIDEO', coalesce(span, 0), rel_path
