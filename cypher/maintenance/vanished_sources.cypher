// name: vanished_sources
// ask: Of which files that have vanished were these made?
// why: missing is a state: a derivative whose source is gone was still made from it
// param: uids strings
// returns: derivative_uid string, uid string, folder_uid string, volume_uid string, rel_path string, name string, kind string, format string, status string, online bool, duration_s float, frame_rate string, frame_count int, first int, last int, timecode string, reel_name string, umid string, source_umid string, uuid string, width int, height int, video_codec string, audio_codec string, quick_hash string, mtime_ns int, size_bytes int, step int, missing strings, bit_depth int, channels int, sample_rate_hz int, camera_model string, package_uuids strings, source_uids strings, is_damaged bool
// writes: none
// scale: one traversal a derivative
CYPHER 25
UNWIND $uids AS derivative_uid
MATCH (d:Asset {uid: derivative_uid})-[r:PROXY_OF|DERIVED_FROM]->(a:Asset {status: 'VANISHED'})-[:IN_FOLDER]->(f:Folder)
WHERE r.method <> 'USER'
RETURN derivative_uid, a.uid AS uid, f.uid AS folder_uid, a.volume_uid AS volume_uid, a.rel_path AS rel_path,
       a.name AS name, a.kind AS kind, a.format AS format, a.status AS status, false AS online,
       a.duration_s AS duration_s, a.frame_rate AS frame_rate, a.frame_count AS frame_count,
       a.first AS first, a.last AS last, a.timecode AS timecode, a.reel_name AS reel_name, a.umid AS umid,
       a.source_umid AS source_umid, a.uuid AS uuid, a.width AS width,
       a.height AS height, a.video_codec AS video_codec, a.audio_codec AS audio_codec,
       a.quick_hash AS quick_hash, a.mtime_ns AS mtime_ns, a.size_bytes AS size_bytes,
       a.step AS step, coalesce(a.missing, []) AS missing, a.bit_depth AS bit_depth,
       a.channels AS channels, a.sample_rate_hz AS sample_rate_hz, a.camera_model AS camera_model, [] AS package_uuids, [] AS source_uids,
       false AS is_damaged
ORDER BY derivative_uid, uid
