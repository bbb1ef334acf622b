// name: folder_projects
// ask: Which folders of a volume are known as projects by their structure only?
// why: what came, went or became sure since is told anew
// param: volume_uid string
// returns: root string, is_sure bool
// writes: none
// scale: a scan of the projects
CYPHER 25
MATCH (p:Project) WHERE p.volume_uid = $volume_uid
RETURN p.root AS root, p.is_sure AS is_sure
