// name: project_codes
// ask: Which codes do projects have?
// why: who mistypes one is shown what may have been meant
// returns: code string
// writes: none
// scale: a scan of the projects
CYPHER 25
MATCH (p:Project) RETURN DISTINCT p.code AS code ORDER BY code
