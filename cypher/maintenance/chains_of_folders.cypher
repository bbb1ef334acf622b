// name: chains_of_folders
// ask: Of which chains are the files of these folders?
// why: what left a chain changes it
// param: folder_uids strings
// returns: chain_uid string
// writes: none
// scale: one traversal a folder
CYPHER 25
UNWIND $folder_uids AS folder_uid
MATCH (f:Folder {uid: folder_uid})<-[:IN_FOLDER]-(:Asset)-[:VERSION_OF]->(c:VersionChain)
RETURN DISTINCT c.uid AS chain_uid
