// name: remount_folders
// ask: Rewrite the absolute paths of a volume's folders.
// why: the volume is mounted elsewhere; its files stay what they are
// param: volume_uid string
// param: host string
// param: mount_uid string
// param: root string
// returns: folders int
// writes: Folder.path
// scale: one write a folder
CYPHER 25
MATCH (v:StorageVolume {uid: $volume_uid})
OPTIONAL MATCH (old:MountPoint {host: $host})-[:MOUNTS]->(v) WHERE old.uid <> $mount_uid
DETACH DELETE old
WITH DISTINCT v
MATCH (f:Folder {volume_uid: v.uid})
SET f.path = CASE WHEN f.rel_path = '' THEN $root
                  WHEN $root = '/' THEN '/' + f.rel_path
                  ELSE $root + '/' + f.rel_path END
REMOVE f.raw_path
// a path that is not UTF-8 cannot be put together here: without a digest its folder is written by the next walk
FOREACH (odd IN CASE WHEN f.raw_rel_path IS NULL THEN [] ELSE [f] END | SET odd.digest = null)
RETURN count(*) AS folders
