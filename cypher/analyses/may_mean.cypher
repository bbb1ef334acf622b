// name: may_mean
// ask: Which unsettled references may mean this file, or led to it while it was there?
// why: who would delete it has to know of them
// param: uid string
// returns: edge json
// writes: none
// scale: one traversal from its awaited names; among 1,000,000 assets 4 ms
CYPHER 25
MATCH (a:Asset {uid: $uid})
CALL (a) {
  // whoever may mean it awaits its stem or its reel
  UNWIND [a.stem_key, a.reel_name] AS name
  MATCH (:AwaitedName {name: name})<-[:AWAITS]-(d:Document)
  WITH DISTINCT a, d
  MATCH (d)-[r:REFERENCES WHERE a.uid IN r.candidate_uids]->(:MissingMedia)
  RETURN d, r, head([at IN range(0, size(r.candidate_uids) - 1) WHERE r.candidate_uids[at] = a.uid
                     | r.candidate_confidences[at]]) AS confidence
  UNION ALL
  MATCH (v:StorageVolume {uid: a.volume_uid})
  MATCH (:MissingMedia {reference: v.name + ':/' + a.rel_path})<-[r:REFERENCES]-(d:Asset)
  RETURN d, r, r.confidence AS confidence
}
WITH a, d, r, confidence WHERE d.status <> 'VANISHED' AND confidence > 0 AND r.confidence > 0
RETURN [d.uid, a.uid, type(r), r.strength, r.method, confidence, r.evidence, r.run_id] AS edge
