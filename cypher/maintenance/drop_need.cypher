// name: drop_need
// ask: Take back what a user said that a project needs.
// why: what policies.yaml declares stays
// param: uid string
// returns: 
// writes: Need
// scale: one node
CYPHER 25
MATCH (need:Need {uid: $uid, method: 'USER'})
DETACH DELETE need
