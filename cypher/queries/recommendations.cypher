// name: recommendations
// ask: What in the order of a project's files will cost time later, and how should it be?
// why: names that another system refuses, files in the wrong shot and footage without a copy are cheap to mend today; docs/questions.md has each rule, and the kinds of production it is for
// param: project string = null      code; only this project
// param: rule string = null      only this rule
// param: limit int = 1000      rows
// returns: project string, kind string, rule string, path string, raw_path_b64 rawpath, suggestion string, evidence string
// writes: none
// scale: the files of the projects asked for, once a rule
// browser: the projects with the folders that are advised about, below the line //!visual
CYPHER 25
MATCH (p:Project) WHERE $project IS NULL OR p.code = $project
CALL (p) {
  MATCH (p)<-[:BELONGS_TO]-{0,2}(part)<-[b:BELONGS_TO WHERE b.confidence >= 0.8]-(f:Folder)
  CALL (p, part, f) {
    // names
    MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED'
      AND (a.raw_name IS NOT NULL OR size(a.name) > 240 OR a.name =~ '(?s).*[<>:"|?*\\\\\\x00-\\x1f].*|.*[. ]'
           OR a.name =~ '(?i)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\\..*)?')
    RETURN 'name_not_portable' AS rule, a, 'use letters, digits, dot, dash and underscore' AS suggestion,
           'Windows or a share will not take this name' AS evidence
    UNION ALL
    MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED'
    WITH toLower(a.name) AS folded, a ORDER BY a.name
    WITH folded, collect(a) AS alike WHERE size(alike) > 1
    UNWIND tail(alike) AS a
    RETURN 'names_differ_in_case' AS rule, a, 'give one of them another name' AS suggestion,
           'on Windows and macOS it is the same name as ' + head(alike).name AS evidence
    UNION ALL
    MATCH (f)<-[:IN_FOLDER]-(a:Asset)-[v:VERSION_OF WHERE v.confidence >= 0.8]->(c:VersionChain)
    WHERE a.status <> 'VANISHED' AND v.token =~ '\\D*\\d+'
      AND EXISTS { (c)<-[w:VERSION_OF]-(o:Asset) WHERE o.status <> 'VANISHED' AND size(w.token) > size(v.token)
                   AND w.token =~ '\\D*\\d+' }
    RETURN 'uneven_version_numbers' AS rule, a, 'write version numbers with as many digits as the longest' AS suggestion,
           'its chain has ' + v.token + ' and longer ones, which sort before it' AS evidence
    UNION ALL
    // places
    MATCH (f)<-[:IN_FOLDER]-(a:Asset)-[r:PROXY_OF WHERE r.confidence >= 0.8]->(s:Asset)-[:IN_FOLDER]->(f)
    WHERE a.status <> 'VANISHED' AND s.status <> 'VANISHED'
      // where the camera put it
      AND NOT EXISTS { (f)-[:ON_CARD]->() } AND NOT any(ending IN ['.lrv', '.lrf'] WHERE toLower(a.name) ENDS WITH ending)
    RETURN 'proxy_beside_its_source' AS rule, a, 'keep proxies in a folder of their own, as ' + f.path + '/proxy'
           AS suggestion, 'it stands in for ' + s.name + ' in the same folder' AS evidence
    UNION ALL
    WITH p, part, f WHERE part:Shot
    MATCH (p)<-[:BELONGS_TO]-{1,2}(other:Shot) WHERE other.code <> part.code AND size(other.code) > 2
    MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED' AND a.kind IN ['video', 'image', 'sequence', 'document']
      AND toLower(a.name) =~ toLower(other.code) + '[^a-z0-9].*' AND NOT toLower(a.name) CONTAINS toLower(part.code)
    RETURN DISTINCT 'in_another_shot' AS rule, a, 'move it to the folders of ' + other.code AS suggestion,
           'its name is of ' + other.code + ', its folder of ' + part.code AS evidence
    UNION ALL
    // productions that render
    WITH p, f WHERE coalesce(p.kind, 'feature') IN ['feature', 'series', 'episodic', 'commercial', 'animation', 'vfx']
    MATCH (f)<-[:IN_FOLDER]-(a:Asset)-[r:GENERATED_BY WHERE r.confidence >= 0.8]->(d:Asset)-[:IN_FOLDER]->(f)
    WHERE a.status <> 'VANISHED' AND d.status <> 'VANISHED'
    RETURN 'render_beside_its_scene' AS rule, a, 'write renders to a folder that may be emptied' AS suggestion,
           d.name + ' writes it into its own folder' AS evidence
    UNION ALL
    WITH p, f WHERE coalesce(p.kind, 'feature') IN ['feature', 'series', 'episodic', 'commercial', 'animation', 'vfx']
    MATCH (f)<-[:IN_FOLDER]-(a:Document) WHERE a.status <> 'VANISHED'
      AND a.format IN ['nuke', 'maya-ascii', 'maya-binary', 'blend', 'houdini', 'after-effects', 'katana', 'fusion']
      AND NOT EXISTS { (a)-[v:VERSION_OF WHERE v.confidence > 0]->() }
    WITH f, a, left(a.name, size(a.name) - size(last(split(a.name, '.'))) - 1) AS stem
    // one that always bears the same name, and keeps its versions beside it or below
    WHERE NOT EXISTS { MATCH (h:Asset WHERE h.name STARTS WITH stem)-[v:VERSION_OF WHERE v.confidence > 0]->()
                       WHERE h.status <> 'VANISHED' AND h.volume_uid = a.volume_uid AND h.format = a.format
                         AND substring(h.name, size(stem) + 1) STARTS WITH v.token
                       MATCH (h)-[:IN_FOLDER]->(g) WHERE g = f OR g.rel_path STARTS WITH f.rel_path + '/'
                       RETURN h }
    RETURN 'scene_without_version' AS rule, a, 'save it under a version, as name_v001' AS suggestion,
           'the next save overwrites what its renders were made from' AS evidence
    UNION ALL
    WITH p, f WHERE coalesce(p.kind, 'feature') IN ['feature', 'series', 'episodic', 'commercial', 'animation', 'vfx']
    MATCH (f)<-[:IN_FOLDER]-(a:ImageSequence) WHERE a.status <> 'VANISHED' AND a.missing_count > 0
      AND NOT EXISTS { (a)-[v:VERSION_OF]->(:VersionChain)<-[w:VERSION_OF]-(n:Asset)
                       WHERE w.rank > v.rank AND n.status <> 'VANISHED' }
    RETURN 'frames_are_missing' AS rule, a, 'render or copy these frames again, or take the sequence away' AS suggestion,
           'of ' + a.first + ' to ' + a.last + ' there is no ' + reduce(said = head(a.missing), each IN tail(a.missing)[..4] |
             said + ', ' + each) AS evidence
    UNION ALL
    // productions that shoot what happens once
    WITH p, f WHERE p.kind IN ['documentary', 'news', 'event', 'sport']
    MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED' AND a.kind IN ['video', 'audio']
      AND (a.reel_name IS NOT NULL OR a.camera_make IS NOT NULL OR a.timecode IS NOT NULL)
      AND NOT EXISTS { (a)-[:PROXY_OF|DERIVED_FROM]->() } AND NOT EXISTS { (a)-[:GENERATED_BY]->() }
      AND NOT EXISTS { (copy:Asset {quick_hash: a.quick_hash}) WHERE copy.volume_uid <> a.volume_uid
                       AND copy.status <> 'VANISHED' AND copy.size_bytes = a.size_bytes }
    RETURN 'footage_stored_once' AS rule, a, 'copy it to another volume; it cannot be shot again' AS suggestion,
           'no other volume has a file of its size and hash' AS evidence
    UNION ALL
    WITH p, f WHERE p.kind IN ['documentary', 'news', 'event', 'sport']
      AND NOT f.rel_path =~ '(?i).*(\\d{4}[-_.]?\\d{2}[-_.]?\\d{2}|day[-_ ]?\\d|roll|reel|card|mag|[a-z]\\d{3}).*'
    MATCH (f)<-[:IN_FOLDER]-(a:Asset) WHERE a.status <> 'VANISHED' AND a.kind = 'video'
      AND (a.reel_name IS NOT NULL OR a.camera_make IS NOT NULL) AND NOT EXISTS { (a)-[:PROXY_OF|DERIVED_FROM]->() }
    RETURN 'footage_without_day_or_roll' AS rule, a, 'keep footage in folders by day and camera roll' AS suggestion,
           'neither its folder nor those above name a day or a roll' AS evidence
  }
  RETURN rule, f, a, suggestion, evidence
}
WITH p, rule, f, a, suggestion, evidence WHERE $rule IS NULL OR rule = $rule
WITH p, rule, f, a, suggestion, evidence, f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path
ORDER BY p.code, rule, path LIMIT $limit
RETURN p.code AS project, p.kind AS kind, rule, path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       suggestion, evidence
//!visual
CYPHER 25
MATCH path = (:Project)<-[:BELONGS_TO]-{1,3}(:Folder)<-[:IN_FOLDER]-(a:Asset)
WHERE a.name =~ '(?s).*[<>:"|?*\\\\].*|.*[. ]' OR EXISTS { (a)-[:PROXY_OF]->(:Asset)-[:IN_FOLDER]->()<-[:IN_FOLDER]-(a) }
   OR a.missing_count > 0
RETURN path LIMIT 300
