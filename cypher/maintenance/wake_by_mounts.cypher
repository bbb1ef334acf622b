// name: wake_by_mounts
// ask: Let all documents wait where a path leads to another volume than when they were resolved.
// why: a volume that is scanned for the first time gives references a meaning
// returns: 
// writes: Document.relate_pending, MountPoint.related_volume
// scale: a few rows; where there is a new path, one write a document
CYPHER 25
MATCH (m:MountPoint)-[:MOUNTS]->(v:StorageVolume) WHERE coalesce(m.related_volume, '') <> v.uid
WITH m, v, EXISTS {
  MATCH (other:MountPoint {path: m.path, related_volume: v.uid})-[:MOUNTS]->(v) WHERE other.system = m.system
} AS known
WITH collect(known) AS told, collect({mount: m, volume: v.uid}) AS fresh
CALL (told) {
  UNWIND CASE WHEN all(each IN told WHERE each) THEN [] ELSE [true] END AS any_new
  MATCH (d:Document) WHERE d.status <> 'VANISHED'
  SET d.relate_pending = true
}
UNWIND fresh AS each
WITH each.mount AS m, each.volume AS volume
SET m.related_volume = volume
