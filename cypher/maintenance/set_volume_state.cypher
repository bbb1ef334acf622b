// name: set_volume_state
// ask: Note whether a volume is there.
// why: missing is a state, deletion an explicit act
// param: volume_uid string
// param: state string
// returns: 
// writes: StorageVolume.state
// scale: a few rows
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid}) SET v.state = $state
