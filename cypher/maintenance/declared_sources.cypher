// name: declared_sources
// ask: Which files do documents say that these were made from, or stand in for?
// why: what a document declares is surer than any name; a source may have vanished
// param: uids strings
// returns: derivative_uid string, document_uid string, document string, made_as string, confidence float, uid string, folder_uid string, volume_uid string, rel_path string, name string, kind string, format string, status string, online bool, duration_s float, frame_rate string, frame_count int, first int, last int, timecode string, reel_name string, umid string, source_umid string, uuid string, width int, height int, video_codec string, audio_codec string, quick_hash string, mtime_ns int, size_bytes int, step int, missing strings, bit_depth int, channels int, sample_rate_hz int, camera_model string, package_uuids strings, source_uids strings, is_damaged bool
// writes: none
// scale: one traversal a reference to these assets
CYPHER 25
UNWIND $uids AS derivative_uid
MATCH (:Asset {uid: derivative_uid})<-[r:REFERENCES]-(d:Asset)
WHERE r.made_from IS NOT NULL AND d.status <> 'VANISHED'
UNWIND range(0, size(r.made_from) - 1) AS index
MATCH (a:Asset {uid: r.made_from[index]})-[:IN_FOLDER]->(f:Folder)
MATCH (v:StorageVolume {uid: a.volume_uid})
RETURN derivative_uid, d.uid AS document_uid, d.name AS document, r.made_as[index] AS made_as,
       r.made_confidences[index] AS confidence,
       a.uid AS uid, f.uid AS folder_uid, a.volume_uid AS volume_uid, a.rel_path AS rel_path, a.name AS name, a.kind AS kind, a.format AS format, a.status AS status, v.state = 'ONLINE' AS online,
       a.duration_s AS duration_s, a.frame_rate AS frame_rate, a.frame_count AS frame_count,
       a.first AS first, a.last AS last, a.timecode AS timecode, a.reel_name AS reel_name, a.umid AS umid,
       a.source_umid AS source_umid, a.uuid AS uuid, a.width AS width,
       a.height AS height, a.video_codec AS video_codec, a.audio_codec AS audio_codec,
       a.quick_hash AS quick_hash, a.mtime_ns AS mtime_ns, a.size_bytes AS size_bytes,
       a.step AS step, coalesce(a.missing, []) AS missing, a.bit_depth AS bit_depth,
       a.channels AS channels, a.sample_rate_hz AS sample_rate_hz, a.camera_model AS camera_model, [] AS package_uuids, [] AS source_uids,
       false AS is_damaged
ORDER BY derivative_uid, uid, document_uid
