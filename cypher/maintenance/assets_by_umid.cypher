// name: assets_by_umid
// ask: Which assets hold this material?
// why: systems that manage media refer to it by identity and not by path
// param: umids strings
// param: most int      rows an UMID
// returns: umid string, uids strings
// writes: none
// scale: indexes on umid and source_umid
CYPHER 25
UNWIND $umids AS umid
CALL (umid) {
  CALL (umid) {
    MATCH (a:Asset {umid: umid}) RETURN a
    UNION
    MATCH (a:Asset {source_umid: umid}) RETURN a
  }
  WITH a WHERE a.status <> 'VANISHED' RETURN a.uid AS uid LIMIT $most
}
RETURN umid, collect(uid) AS uids
