// name: drop_left_overs
// ask: Drop chains, projects with their parts, cards, clips, missing media and awaited names that nothing points at any more.
// why: a chain without members, a project whose folder was renamed, a missing thing that was found
// returns: 
// writes: VersionChain, MissingMedia, AwaitedName, Shot, Sequence, Project, CameraCard, CameraClip
// scale: a scan of these labels
CYPHER 25
CALL () {
  MATCH (c:VersionChain) WHERE NOT EXISTS { (c)<-[:VERSION_OF]-() } DELETE c
}
CALL () {
  MATCH (m:MissingMedia) WHERE NOT EXISTS { (m)<-[:REFERENCES]-() } DELETE m
}
CALL () {
  MATCH (n:AwaitedName) WHERE NOT EXISTS { (n)<-[:AWAITS]-() } DELETE n
}
CALL () {
  MATCH (shot:Shot) WHERE NOT EXISTS { (shot)<-[:BELONGS_TO]-() } DETACH DELETE shot
}
CALL () {
  MATCH (sequence:Sequence) WHERE NOT EXISTS { (sequence)<-[:BELONGS_TO]-() } DETACH DELETE sequence
}
CALL () {
  MATCH (project:Project) WHERE NOT EXISTS { (project)<-[:BELONGS_TO]-() } DETACH DELETE project
}
CALL () {
  MATCH (card:CameraCard) WHERE NOT EXISTS { (card)<-[:ON_CARD]-(:Folder) } DETACH DELETE card
}
CALL () {
  MATCH (clip:CameraClip) WHERE NOT EXISTS { (clip)<-[:PART_OF]-() } OR NOT EXISTS { (clip)-[:ON_CARD]->() }
  DETACH DELETE clip
}
FINISH
