// name: gone_packages
// ask: Which packages have lost their asset map?
// why: a folder without a map is no package
// param: volume_uid string
// returns: map_uid string
// writes: none
// scale: the packages of a volume
CYPHER 25
MATCH (p:Package {volume_uid: $volume_uid})-[:LOCATED_AT]->(d:Asset)
WHERE d.status = 'VANISHED' OR coalesce(d.format, '') <> 'assetmap'
RETURN d.uid AS map_uid
