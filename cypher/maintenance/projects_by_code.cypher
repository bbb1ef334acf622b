// name: projects_by_code
// ask: Which projects have these codes?
// why: needs name projects as people do
// param: codes strings      in lower case
// returns: code string, uid string
// writes: none
// scale: a scan of the projects
CYPHER 25
MATCH (p:Project) WHERE toLower(p.code) IN $codes
RETURN toLower(p.code) AS code, p.uid AS uid
ORDER BY code, uid
