// name: unchecked_members
// ask: Whose hash is told by a packing list of a volume, and was not checked since it changed?
// why: ingest --hash all reads such files whole
// param: volume_uid string
// param: algorithms strings      that can be checked
// param: after string
// param: limit int
// returns: uid string, map_uid string, hash string, algorithm string, files json
// writes: none
// scale: the packages of a volume, by pages
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid, state: 'ONLINE'})
MATCH (p:Package {volume_uid: v.uid})<-[r:MEMBER_OF]-(x:PackageAsset)
WHERE x.uid > $after AND r.hash IS NOT NULL AND r.hash_ok IS NULL AND r.algorithm IN $algorithms
  AND r.state = 'PRESENT' AND r.chunks = COUNT { (x)-[:LOCATED_AT]->(:Asset {status: 'PRESENT'}) }
WITH p, r, x ORDER BY x.uid LIMIT $limit
RETURN x.uid AS uid, p.asset_uid AS map_uid, r.hash AS hash, r.algorithm AS algorithm,
       COLLECT { MATCH (x)-[at:LOCATED_AT]->(a:Asset)-[:IN_FOLDER]->(f:Folder)
                 RETURN {folder: f.path, raw_folder: f.raw_path, name: a.name, raw_name: a.raw_name,
                         size: a.size_bytes, mtime_ns: a.mtime_ns} ORDER BY at.chunk } AS files
ORDER BY uid
