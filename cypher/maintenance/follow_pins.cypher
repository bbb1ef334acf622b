// name: follow_pins
// ask: Let deliveries and holds of files that are gone hold for what has the same content.
// why: who moves a file to another volume must not make removable what was held
// returns: 
// writes: DELIVERS, HOLDS
// scale: the pins of vanished files, each by the index on quick_hash
CYPHER 25
MATCH (gone:Asset {status: 'VANISHED'})<-[r:DELIVERS|HOLDS]-(p:Delivery|Hold)
WHERE r.confidence > 0 AND gone.quick_hash IS NOT NULL AND gone.size_bytes > 0
MATCH (a:Asset {quick_hash: gone.quick_hash})
WHERE a.size_bytes = gone.size_bytes AND a.kind = gone.kind AND a.status <> 'VANISHED'
  AND NOT EXISTS { (p)-[:DELIVERS|HOLDS]->(a) }
MERGE (p)-[pin:$(type(r))]->(a)
ON CREATE SET pin = properties(r)
