// name: set_finish_pending
// ask: Note that what a run tells at its end, of all folders together, is to be told anew.
// why: a run may not come to its end; the next one does it
// param: volume_uid string
// returns: 
// writes: StorageVolume.finish_pending
// scale: one node
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid}) SET v.finish_pending = true
