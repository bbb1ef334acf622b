// name: remount_folders
// ask: Rewrite the absolute paths of a volume's folders; which remain?
// why: the volume is mounted elsewhere; its files stay what they are
// param: volume_uid string
// param: host string
// param: mount_uid string
// param: root string
// param: odd_root bool      the root is not UTF-8
// returns: uid string, rel_path string, raw_rel_path bytes
// writes: Folder.path
// scale: one write a folder; rows only for folders whose path is not UTF-8
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
WITH f WHERE f.raw_rel_path IS NOT NULL OR $odd_root
RETURN f.uid AS uid, f.rel_path AS rel_path, f.raw_rel_path AS raw_rel_path
