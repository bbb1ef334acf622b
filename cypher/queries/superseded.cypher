// name: superseded
// ask: Which older versions does nothing need any more?
// why: the policy: enough newer versions are there and sound, nothing refers to it or may mean it, it was not delivered and is not held, nor is anything that was made from it
// param: keep int = null      newest versions of a chain that stay; else what policies.yaml says of their kind, else 1
// param: confidence float = 0.8      how sure a version must be
// param: limit int = 1000      rows, the largest first
// returns: path string, raw_path_b64 rawpath, chain string, version int, token string, latest string, size_bytes int
// writes: none
// scale: every version; 125,000 among 1,000,000 assets: 2 s
// browser: older versions with the chain they are in, below the line //!visual
CYPHER 25
CALL () {
  MATCH (p:Retention) RETURN collect([p.kind, p.keep_last]) AS retention
}
CALL () {
  MATCH (v:StorageVolume {state: 'ONLINE'}) RETURN collect(v.uid) AS online
}
CALL () {
  // what an unsettled reference may mean
  MATCH (:MissingMedia)<-[r:REFERENCES WHERE r.confidence > 0]-(d:Asset) WHERE d.status <> 'VANISHED'
  UNWIND r.candidate_uids AS uid
  RETURN collect(DISTINCT uid) AS candidates
}
// dates and takes tell an order, not that the later file replaces the earlier
MATCH (c:VersionChain WHERE c.template CONTAINS '{version}')<-[r:VERSION_OF]-(a:Asset)
WHERE r.confidence > 0 AND r.confidence >= $confidence AND r.rank IS NOT NULL AND a.status = 'PRESENT'
  // a file of several names takes its space as long as one of them is there
  AND a.link_count IS NULL
  // nor does anything leave a camera card but with it
  AND NOT EXISTS { (a)-[:IN_FOLDER]->(:Folder)-[:ON_CARD]->() }
  AND COUNT { MATCH (c)<-[n:VERSION_OF WHERE n.confidence > 0 AND n.confidence >= $confidence]-(b:Asset)
              WHERE n.rank > r.rank AND b.status = 'PRESENT' AND b.volume_uid IN online
                AND b.size_bytes > 0 AND b.outcome <> 'failed' AND coalesce(b.missing_count, 0) = 0
                // fewer frames are a test, or a render that goes on
                AND (a.kind <> 'sequence' OR coalesce(b.frame_count, 1) >= coalesce(a.frame_count, 1))
              RETURN DISTINCT n.rank }
      >= coalesce($keep, reduce(most = 1, each IN retention | CASE
           WHEN each[1] > most
             AND (each[0] = a.kind
                  OR each[0] = 'render' AND (a.kind = 'sequence' OR EXISTS { (a)-[:GENERATED_BY]->() }))
           THEN each[1] ELSE most END))
  // a user may have said that it is not so
  AND NOT EXISTS { (a)<-[p:PREVIOUS_VERSION WHERE p.confidence = 0]-() }
  // what describes a file that is there goes with it
  AND NOT EXISTS { (a)-[s:SIDECAR_OF WHERE s.confidence > 0]->(b:Asset) WHERE b.status <> 'VANISHED' }
  AND NOT a.uid IN candidates
  AND NOT EXISTS { (:MissingMedia {stem_key: a.stem_key})<-[n:REFERENCES WHERE n.confidence > 0]-(d:Asset)
                   WHERE d.status <> 'VANISHED' }
  AND NOT EXISTS { (:AwaitedName {name: a.reel_name})<-[:AWAITS]-(d:Document)-[n:REFERENCES]->(:MissingMedia)
                   WHERE n.confidence > 0 AND d.status <> 'VANISHED' }
  AND NOT EXISTS { (a)<-[n:REFERENCES|DELIVERS|HOLDS WHERE n.confidence > 0]-(d)
                   WHERE coalesce(d.status, '') <> 'VANISHED'
                     AND (d.until IS NULL OR d.until >= toString(date())) }
  AND NOT EXISTS { MATCH (a)<-[n:REFERENCES|PROXY_OF|DERIVED_FROM|GENERATED_BY WHERE n.confidence > 0]-+(b:Asset)
                   WITH DISTINCT b
                   WHERE EXISTS { (b)<-[n:REFERENCES|DELIVERS|HOLDS WHERE n.confidence > 0]-(d)
                                  WHERE coalesce(d.status, '') <> 'VANISHED'
                                    AND (d.until IS NULL OR d.until >= toString(date())) }
                   RETURN b }
WITH c, r, a ORDER BY a.size_bytes DESC, a.uid LIMIT $limit
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       c.template AS chain, r.version AS version, r.token AS token, c.latest AS latest, a.size_bytes AS size_bytes
ORDER BY size_bytes DESC, a.uid
//!visual
CYPHER 25
MATCH path = (:VersionChain)<-[:VERSION_OF {is_latest: false}]-(:Asset)
RETURN path LIMIT 300
