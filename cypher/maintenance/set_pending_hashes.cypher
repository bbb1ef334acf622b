// name: set_pending_hashes
// ask: Note whether equal sizes wait to be hashed.
// why: a run that was interrupted is completed by the next
// param: volume_uid string
// param: pending bool
// returns: 
// writes: StorageVolume.pending_hashes
// scale: a few rows
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid}) SET v.pending_hashes = $pending
