// name: clear_finish_pending
// ask: Note that a run came to its end.
// why: nothing is to be told anew until something changes, but for volumes on which another run is at work
// returns: 
// writes: StorageVolume.finish_pending
// scale: a few rows
CYPHER 25
MATCH (v:StorageVolume {finish_pending: true}) WHERE v.lease_owner IS NULL REMOVE v.finish_pending
