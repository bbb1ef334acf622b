// name: keep_pins
// ask: Let what these paths pinned stay pinned where it lies now; drop what was pinned by paths that are declared no more.
// why: a file that was delivered or held stays so when it is moved, or its folder is renamed
// param: rows json      uid of a delivery or hold, the evidences that its paths gave before, and the one they give now
// param: run_id string
// returns: 
// writes: DELIVERS, HOLDS
// scale: what was pinned and lies elsewhere
CYPHER 25
UNWIND $rows AS row
MATCH (p:Delivery|Hold {uid: row.uid})-[r:DELIVERS|HOLDS]->(:Asset)
WHERE r.run_id <> $run_id AND r.method <> 'USER'
WITH r, head([each IN row.paths WHERE r.evidence IN each.before | each.now]) AS evidence
FOREACH (kept IN CASE WHEN evidence IS NULL THEN [] ELSE [r] END | SET kept.evidence = evidence, kept.run_id = $run_id)
FOREACH (gone IN CASE WHEN evidence IS NULL THEN [r] ELSE [] END | DELETE gone)
