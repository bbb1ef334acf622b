// name: assets_below_any_case
// ask: Which assets lie at or below a folder of a volume, in whatever case and form its path is written?
// why: policies name paths as people write them
// param: volume string      its name
// param: folder string      from the volume's root
// param: below string      the same with a slash, or nothing for the root
// returns: uid string, rel_path string, first int, last int, step int, missing strings
// writes: none
// scale: all folders of the volume; only for a path that nothing is written like
CYPHER 25
MATCH (v:StorageVolume {name: $volume})
MATCH (f:Folder {volume_uid: v.uid})
WITH f, toLower(normalize(f.rel_path, NFC)) AS path
WHERE path = toLower(normalize($folder, NFC)) OR path STARTS WITH toLower(normalize($below, NFC))
MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED'
RETURN a.uid AS uid, a.rel_path AS rel_path, a.first AS first, a.last AS last, a.step AS step, a.missing AS missing
