// name: assets_by_identity
// ask: Which assets hold this material?
// why: packages and systems that manage media refer to it by UMID or UUID, and not by path
// param: identities strings
// param: most int      rows each
// returns: identity string, uids strings
// writes: none
// scale: indexes on umid, source_umid and uuid, of package assets too
CYPHER 25
UNWIND $identities AS identity
CALL (identity) {
  CALL (identity) {
    MATCH (a:Asset {umid: identity}) RETURN a
    UNION
    MATCH (a:Asset {source_umid: identity}) RETURN a
    UNION
    MATCH (a:Asset {uuid: identity}) RETURN a
    UNION
    // what a map calls so, whatever the file itself tells
    WITH substring(identity, 0, 8) + '-' + substring(identity, 8, 4) + '-' + substring(identity, 12, 4) + '-'
         + substring(identity, 16, 4) + '-' + substring(identity, 20) AS uuid
    MATCH (x:PackageAsset {uuid: uuid})-[:LOCATED_AT]->(a:Asset) WHERE EXISTS { (x)-[:MEMBER_OF]->() }
    RETURN a
  }
  WITH a WHERE a.status <> 'VANISHED' RETURN a.uid AS uid LIMIT $most
}
RETURN identity, collect(uid) AS uids
