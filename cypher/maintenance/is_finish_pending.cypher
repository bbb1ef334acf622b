// name: is_finish_pending
// ask: Is anything to be told anew that a run tells at its end?
// why: chains, projects and policies follow what was related, also where an earlier run was interrupted
// returns: pending bool
// writes: none
// scale: a few rows
CYPHER 25
RETURN EXISTS { (:StorageVolume {finish_pending: true}) } AS pending
