// name: drop_packages
// ask: Drop packages whose asset map is gone; their parts went before.
// why: a folder without a map is no package
// param: uids strings      of the asset maps
// returns: 
// writes: Package
// scale: per batch
CYPHER 25
UNWIND $uids AS uid
MATCH (:Asset {uid: uid})<-[:LOCATED_AT]-(p:Package)
DETACH DELETE p
