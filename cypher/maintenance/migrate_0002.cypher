// name: migrate_0002
// ask: Bring a graph of version 1 to version 2.
// why: references find assets by their stem and folder, and folders that were never related wait for it
// returns: 
// writes: Asset.stem_key, Folder.path_key, Folder.relate_pending
// scale: one write an asset and folder, in one transaction
CYPHER 25
CALL () {
  MATCH (a:Asset)
  SET a.stem_key = toLower(normalize(CASE WHEN a.name STARTS WITH '.' THEN a.name ELSE split(a.name, '.')[0] END, NFC))
}
CALL () {
  MATCH (f:Folder) SET f.relate_pending = true, f.path_key = toLower(normalize(f.rel_path, NFC))
}
FINISH
