// name: folder_projects
// ask: Which folders of a volume are known as projects by their structure only?
// why: what came, went or is told by something else since is told anew
// param: volume_uid string
// returns: root string, layout string, confidence float, evidence string, kind string, kind_confidence float, kind_evidence string
// writes: none
// scale: a scan of the projects
CYPHER 25
MATCH (p:Project) WHERE p.volume_uid = $volume_uid AND coalesce(p.layout, '') <> 'FLAT'
RETURN p.root AS root, p.layout AS layout, p.confidence AS confidence, p.evidence AS evidence, p.kind AS kind,
       p.kind_confidence AS kind_confidence, p.kind_evidence AS kind_evidence
