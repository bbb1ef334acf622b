// name: pending_derivatives
// ask: Which assets wait to be told what they were made from?
// why: a document declared it anew, or a possible source came or went
// param: after string
// param: limit int
// returns: uid string, folder_uid string
// writes: none
// scale: index on derive_pending; by pages
CYPHER 25
MATCH (a:Asset {derive_pending: true})
WHERE a.uid > $after AND a.status <> 'VANISHED'
MATCH (a)-[:IN_FOLDER]->(f:Folder)
RETURN a.uid AS uid, f.uid AS folder_uid
ORDER BY uid LIMIT $limit
