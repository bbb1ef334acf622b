// name: place_of_pin
// ask: Where does a file lie now that a path of a delivery or hold pinned?
// why: the path pins nothing any more; who declared it should write the new one
// param: uid string      of the delivery or hold
// param: evidences strings      that the path gave
// returns: volume string, rel_path string
// writes: none
// scale: what was pinned by it
CYPHER 25
MATCH (:Delivery|Hold {uid: $uid})-[r:DELIVERS|HOLDS]->(a:Asset) WHERE r.evidence IN $evidences AND a.status <> 'VANISHED'
MATCH (v:StorageVolume {uid: a.volume_uid})
RETURN v.name AS volume, a.rel_path AS rel_path ORDER BY volume, rel_path LIMIT 1
