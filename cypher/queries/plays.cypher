// name: plays
// ask: What do the compositions of packages (IMF, DCP) play?
// why: the stretch of each asset in each reel or segment; what has no path is in no package that is known
// param: composition path = null      absolute path of a playlist (CPL)
// param: limit int = 10000      rows
// returns: composition string, raw_composition_b64 rawpath, title string, uuid string, package string, raw_package_b64 rawpath, reel int, sequence string, entry int, duration int, edit_rate string, repeat int, path string, raw_path_b64 rawpath, confidence float, evidence string
// writes: none
// scale: every occurrence in every composition, or those in one
// browser: compositions with what they play and where it lies, below the line //!visual
CYPHER 25
CALL () {
  WHEN $composition IS NOT NULL THEN {
    MATCH (d:Asset {name: split($composition, '/')[-1]})-[:IN_FOLDER]->(df:Folder)
    WHERE df.path + CASE WHEN df.path ENDS WITH '/' THEN '' ELSE '/' END + d.name = $composition
    MATCH (d)<-[:LOCATED_AT]-(c:Composition) RETURN c, d, df
  }
  ELSE {
    MATCH (c:Composition)-[:LOCATED_AT]->(d:Asset)-[:IN_FOLDER]->(df:Folder) RETURN c, d, df
  }
}
WITH c, d, df WHERE d.status <> 'VANISHED'
MATCH (c)-[r:PLAYS]->(x:PackageAsset)
UNWIND range(0, size(r.reel) - 1) AS at
WITH c, d, df, r, x, at ORDER BY d.rel_path, d.uid, r.reel[at], r.sequence[at], at, x.uuid LIMIT $limit
MATCH (c)-[:MEMBER_OF]->(:Package)-[:LOCATED_AT]->(:Asset)-[:IN_FOLDER]->(pf:Folder)
OPTIONAL MATCH (x)-[l:LOCATED_AT {chunk: 0}]->(a:Asset)-[:IN_FOLDER]->(af:Folder)
RETURN df.path + CASE WHEN df.path ENDS WITH '/' THEN '' ELSE '/' END + d.name AS composition,
       CASE WHEN df.raw_path IS NULL AND d.raw_name IS NULL THEN null
            ELSE [coalesce(df.raw_path, df.path), coalesce(d.raw_name, d.name)] END AS raw_composition_b64,
       c.title AS title, x.uuid AS uuid, pf.path AS package, CASE WHEN pf.raw_path IS NOT NULL THEN [pf.raw_path] END AS raw_package_b64,
       r.reel[at] AS reel, r.sequence[at] AS sequence, r.entry[at] AS entry,
       CASE WHEN r.duration[at] >= 0 THEN r.duration[at] END AS duration,
       CASE WHEN r.edit_rate[at] <> '' THEN r.edit_rate[at] END AS edit_rate, r.repeat[at] AS repeat,
       af.path + CASE WHEN af.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN af.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(af.raw_path, af.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       CASE WHEN l.confidence < r.confidence THEN l.confidence ELSE r.confidence END AS confidence,
       coalesce(l.evidence, r.evidence) AS evidence
ORDER BY d.rel_path, d.uid, reel, sequence, at, uuid
//!visual
CYPHER 25
MATCH path = (:Composition)-[:PLAYS]->(:PackageAsset)-[:LOCATED_AT]->{0,1}(:Asset)
RETURN path LIMIT 300
