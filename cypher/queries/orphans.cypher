// name: orphans
// ask: Which files does nothing need?
// why: storage nobody answers for; each file once, in its first fitting class, never one that a document there refers to, that a package lists, that was delivered or is held, or that any of these is made from (docs/questions.md has the rules)
// param: orphan_class INCOMPLETE|DANGLING_DERIVATIVE|SUPERSEDED|TEMPORARY|STRAY_SIDECAR|REDUNDANT_COPY|IDLE_DOCUMENT|PACKAGE_STRAY|NO_PROJECT|UNREFERENCED = null      only this class
// param: min_bytes int = 0      ignore smaller files
// param: idle_days int = 365      a document is idle when work on its project went on so long after it was last touched
// param: limit int = 1000      rows, the largest first
// returns: path string, raw_path_b64 rawpath, orphan_class string, removable bool, confidence float, size_bytes int, reason string
// writes: none
// scale: index on size_bytes, only as far as the limit; 1,000,000 assets: 0.9 s, a rare class 4 s
// browser: media that nothing refers to, below the line //!visual
CYPHER 25
CALL () {
  MATCH (v:StorageVolume {state: 'ONLINE'}) RETURN collect(v.uid) AS online
}
CALL () {
  // files of packages whose maps could not be read are left out; of the others the maps tell what they hold
  MATCH (d:Asset) USING INDEX d:Asset(format) WHERE d.format IN ['assetmap', 'pkl', 'cpl'] AND d.status <> 'VANISHED'
  MATCH (d)-[:IN_FOLDER]->(:Folder)<-[:CHILD_OF]-*(f:Folder)
  WITH f, collect(CASE WHEN d.format = 'assetmap' THEN coalesce(d.parse_status = 'FULL', false) END) AS read
  RETURN collect(CASE WHEN read = [] OR false IN read THEN f END) AS packages,
         collect(CASE WHEN read <> [] AND NOT false IN read THEN f END) AS mapped
}
CALL () {
  // what an unsettled reference may mean
  MATCH (:MissingMedia)<-[r:REFERENCES WHERE r.confidence > 0]-(d:Asset) WHERE d.status <> 'VANISHED'
  UNWIND r.candidate_uids AS uid
  RETURN collect(DISTINCT uid) AS candidates
}
CALL () {
  // folders in which something is missing: what nobody refers to there may be it, renamed before it was first seen
  MATCH (m:MissingMedia)<-[r:REFERENCES {state: 'MISSING'}]-(d:Asset) WHERE r.confidence > 0 AND d.status <> 'VANISHED'
  RETURN collect(DISTINCT left(m.reference, size(m.reference) - size(split(m.reference, '/')[-1]) - 1)) AS bereft
}
CALL () {
  // of each project, the share of documents that could be read whole, and when its documents were last worked on
  MATCH (d:Document)-[:IN_FOLDER]->(f:Folder)
  WHERE d.status <> 'VANISHED' AND NOT d.format IN ['pdf', 'vdb', 'bgeo', 'alembic', 'volindex']
  WITH f, count(*) AS documents, max(d.mtime_ns) AS active,
       sum(CASE WHEN d.parse_status = 'FULL' AND NOT EXISTS { (d)-[:REFERENCES {state: 'VARIABLE'}]->(:MissingMedia) }
                THEN 1 ELSE 0 END) AS readable
  OPTIONAL MATCH (f)-[b:BELONGS_TO WHERE b.confidence > 0]->(part)
  WITH part, sum(documents) AS documents, sum(readable) AS readable, max(active) AS active
  OPTIONAL MATCH (part)-[:BELONGS_TO]->{0,2}(p:Project)
  WITH p, sum(readable) AS readable, sum(documents) AS documents, max(active) AS active
  // the last entry is of all documents together
  RETURN collect({project: coalesce(p.uid, ''), share: 1.0 * readable / documents, active: active})
         + {project: 'any', share: CASE WHEN sum(documents) > 0 THEN 1.0 * sum(readable) / sum(documents) END} AS projects
}
CALL () {
  MATCH (p:Retention) RETURN collect([p.kind, p.keep_last]) AS retention
}
MATCH (a:Asset)
WHERE a.size_bytes >= $min_bytes AND a.status = 'PRESENT' AND a.volume_uid IN online
  AND (packages = [] OR NOT EXISTS { (a)-[:IN_FOLDER]->(f) WHERE f IN packages })
  AND CASE $orphan_class
        WHEN 'INCOMPLETE' THEN a.size_bytes = 0 OR a.outcome = 'failed' OR a:ImageSequence
        WHEN 'DANGLING_DERIVATIVE' THEN EXISTS { (a)-[:PROXY_OF|DERIVED_FROM]->(:Asset {status: 'VANISHED'}) }
        WHEN 'SUPERSEDED' THEN EXISTS { (a)-[:VERSION_OF]->() }
        WHEN 'STRAY_SIDECAR' THEN a.kind = 'sidecar'
        WHEN 'REDUNDANT_COPY' THEN a.content_hash IS NOT NULL
        WHEN 'IDLE_DOCUMENT' THEN a.kind = 'document'
        WHEN 'TEMPORARY' THEN a.kind = 'other'
        WHEN 'PACKAGE_STRAY' THEN mapped <> [] AND EXISTS { (a)-[:IN_FOLDER]->(f) WHERE f IN mapped }
        ELSE true END
  // most files have no such edge at all, which is quick to tell
  AND (NOT EXISTS { (a)<-[:REFERENCES|DELIVERS|HOLDS|LOCATED_AT]-() }
       OR NOT EXISTS { (a)<-[r:REFERENCES|DELIVERS|HOLDS|LOCATED_AT WHERE r.confidence > 0]-(d)
                       WHERE coalesce(d.status, '') <> 'VANISHED'
                         AND (d.until IS NULL OR d.until >= toString(date())) })
  // nor anything that was made from it, however indirectly
  AND (NOT EXISTS { (a)<-[:REFERENCES|PROXY_OF|DERIVED_FROM|GENERATED_BY]-() }
       OR NOT EXISTS { MATCH (a)<-[r:REFERENCES|PROXY_OF|DERIVED_FROM|GENERATED_BY WHERE r.confidence > 0]-+(b:Asset)
                       WITH DISTINCT b
                       WHERE EXISTS { (b)<-[r:REFERENCES|DELIVERS|HOLDS|LOCATED_AT WHERE r.confidence > 0]-(d)
                                      WHERE coalesce(d.status, '') <> 'VANISHED'
                                        AND (d.until IS NULL OR d.until >= toString(date())) }
                       RETURN b })
  // a clip of a camera card stays as long as any of its files is needed
  AND (NOT EXISTS { (a)-[:PART_OF]->() }
       OR NOT EXISTS { MATCH (a)-[:PART_OF]->()<-[:PART_OF]-(part:Asset)
                       MATCH (part)<-[r:REFERENCES|PROXY_OF|DERIVED_FROM|GENERATED_BY WHERE r.confidence > 0]-{0,}(b:Asset)
                       WITH DISTINCT b
                       WHERE EXISTS { (b)<-[r:REFERENCES|DELIVERS|HOLDS WHERE r.confidence > 0]-(d)
                                      WHERE coalesce(d.status, '') <> 'VANISHED'
                                        AND (d.until IS NULL OR d.until >= toString(date())) }
                       RETURN b })
WITH a, online, mapped, candidates, bereft, projects, retention, a.kind IN ['video', 'sequence', 'image', 'audio'] AS media,
     EXISTS { (a)-[:IN_FOLDER]->(:Folder)-[:ON_CARD]->() } AS on_card
WITH a, online, candidates, bereft, projects, on_card, CASE
  WHEN media AND (a.size_bytes = 0 OR a.outcome = 'failed' OR a:ImageSequence AND a.missing_count > 0)
    THEN 'INCOMPLETE'
  WHEN mapped <> [] AND EXISTS { (a)-[:IN_FOLDER]->(f) WHERE f IN mapped }
    THEN CASE WHEN a.format IN ['assetmap', 'volindex'] THEN null ELSE 'PACKAGE_STRAY' END
  // policies.yaml keeps the newest versions of a kind
  WHEN retention <> []
    AND EXISTS { (a)-[r:VERSION_OF]->(c:VersionChain WHERE c.template CONTAINS '{version}')
                 WHERE any(each IN retention
                           WHERE (each[0] = a.kind
                                  OR each[0] = 'render' AND (a.kind = 'sequence' OR EXISTS { (a)-[:GENERATED_BY]->() }))
                             AND COUNT { MATCH (c)<-[n:VERSION_OF]-(b:Asset)
                                         WHERE n.rank > r.rank AND b.status = 'PRESENT'
                                           AND b.volume_uid IN online AND b.size_bytes > 0 AND b.outcome <> 'failed'
                                           AND coalesce(b.missing_count, 0) = 0
                                           AND (a.kind <> 'sequence' OR coalesce(b.frame_count, 1) >= coalesce(a.frame_count, 1))
                                         RETURN DISTINCT n.rank } < each[1]) }
    THEN null
  WHEN EXISTS { (a)-[:PROXY_OF|DERIVED_FROM]->() }
    AND EXISTS { (a)-[r:PROXY_OF|DERIVED_FROM WHERE r.confidence >= 0.8]->(:Asset {status: 'VANISHED'}) }
    AND NOT EXISTS { (a)-[r:PROXY_OF|DERIVED_FROM WHERE r.confidence > 0]->(s:Asset) WHERE s.status <> 'VANISHED' }
    THEN 'DANGLING_DERIVATIVE'
  WHEN NOT on_card AND EXISTS { (a)-[:VERSION_OF]->() }
    // dates and takes tell an order, not that the later file replaces the earlier
    AND EXISTS { (a)-[r:VERSION_OF WHERE r.confidence >= 0.8]->(c:VersionChain WHERE c.template CONTAINS '{version}')
                 <-[n:VERSION_OF WHERE n.confidence >= 0.8]-(b:Asset)
                 WHERE n.rank > r.rank AND b.status = 'PRESENT' AND b.volume_uid IN online
                   AND b.size_bytes > 0 AND b.outcome <> 'failed' AND coalesce(b.missing_count, 0) = 0
                   // fewer frames are a test, or a render that goes on
                   AND (a.kind <> 'sequence' OR coalesce(b.frame_count, 1) >= coalesce(a.frame_count, 1)) }
    // a user may have said that it is not so
    AND NOT EXISTS { (a)<-[r:PREVIOUS_VERSION WHERE r.confidence = 0]-() }
    // what describes a file that is there goes with it
    AND NOT EXISTS { (a)-[r:SIDECAR_OF WHERE r.confidence > 0]->(b:Asset) WHERE b.status <> 'VANISHED' }
    THEN 'SUPERSEDED'
  WHEN a.kind = 'other'
    AND (a.name IN ['.DS_Store', 'Thumbs.db']
         OR any(ending IN ['.tmp', '.part', '.crdownload', '.pek', '.cfa', '.pkf', '.reapeaks']
                WHERE a.name ENDS WITH ending))
    THEN 'TEMPORARY'
  WHEN a.kind = 'sidecar' AND NOT on_card
    AND a.format IN ['xmp', 'thm', 'srt', 'vtt', 'stl', 'rmd', 'sony-camera-xml', 'p2-clip-xml']
    AND NOT EXISTS { (a)-[r:SIDECAR_OF WHERE r.confidence > 0]->(b:Asset) WHERE b.status <> 'VANISHED' }
    THEN 'STRAY_SIDECAR'
  WHEN a:Document AND a.parse_status IN ['FULL', 'PARTIAL']
    AND EXISTS { (a)-[:IN_FOLDER]->()-[r:BELONGS_TO WHERE r.confidence > 0]->()-[:BELONGS_TO]->{0,2}(p:Project)
                 WHERE any(each IN projects WHERE each.project = p.uid
                           AND each.active - a.mtime_ns > $idle_days * 86400000000000) }
    THEN 'IDLE_DOCUMENT'
  WHEN NOT media THEN null
  WHEN a.content_hash IS NOT NULL
    AND EXISTS { (b:Asset {content_hash: a.content_hash}) WHERE b.status = 'PRESENT' AND b <> a
                 AND b.volume_uid IN online
                 AND (b.uid < a.uid
                      OR EXISTS { (b)<-[r:REFERENCES|DELIVERS|HOLDS|PROXY_OF|DERIVED_FROM|GENERATED_BY
                                        WHERE r.confidence > 0]-() }) }
    THEN 'REDUNDANT_COPY'
  WHEN EXISTS { (a)-[:PROXY_OF|DERIVED_FROM]->() }
    AND EXISTS { (a)-[r:PROXY_OF|DERIVED_FROM WHERE r.confidence > 0]->(b:Asset)
                 WHERE b.status <> 'VANISHED' AND (b:Document OR EXISTS { (b)<-[:REFERENCES|DELIVERS|HOLDS]-() }) }
    THEN null
  WHEN EXISTS { (a)-[:VERSION_OF]->() }
    AND EXISTS { (a)-[:VERSION_OF {is_latest: true}]->()<-[:VERSION_OF]-()<-[:REFERENCES|DELIVERS|HOLDS]-() }
    THEN null
  // where no class is asked for, these two are told apart below, for the rows that are shown
  WHEN $orphan_class IN ['NO_PROJECT', 'UNREFERENCED'] AND EXISTS { (:Project) }
    AND NOT EXISTS { (a)-[:IN_FOLDER]->()-[r:BELONGS_TO WHERE r.confidence > 0]->() }
    THEN 'NO_PROJECT'
  ELSE 'UNREFERENCED' END AS orphan_class
// a file of several names takes its space as long as one of them is there
WHERE orphan_class IS NOT NULL AND a.link_count IS NULL
  AND ($orphan_class IS NULL OR orphan_class = $orphan_class)
WITH a, online, candidates, bereft, projects, on_card, orphan_class ORDER BY a.size_bytes DESC, a.uid LIMIT $limit
MATCH (a)-[:IN_FOLDER]->(f:Folder)
CALL (f) {
  OPTIONAL MATCH (f)-[r:BELONGS_TO WHERE r.confidence > 0]->()-[:BELONGS_TO]->{0,2}(p:Project)
  RETURN p ORDER BY r.confidence DESC LIMIT 1
}
CALL (a) {
  OPTIONAL MATCH (a)-[r:VERSION_OF]->(chain:VersionChain)
  RETURN r AS version, chain ORDER BY r.confidence DESC LIMIT 1
}
CALL (a, f) {
  // names of its reel, also as edit lists shorten it, and of folders, which may be named after the roll
  UNWIND split(f.path, '/') + coalesce(a.reel_name, '') + left(coalesce(a.reel_name, ''), 8) + left(a.stem_key, 8) AS reel
  WITH a, reel WHERE reel <> '' AND a.kind IN ['video', 'sequence', 'audio']
  // documents that older versions read await reels as they are written
  RETURN collect('reel:' + toLower(reel)) + CASE WHEN a.reel_name <> '' THEN [a.reel_name] ELSE [] END AS reels
}
// whose documents may need it: those of its project; any, where it lies in none or another one uses a version of it
WITH *, coalesce(p.uid, '') AS owner, last(projects).share AS share_of_any,
     p IS NULL OR EXISTS { MATCH (chain)<-[:VERSION_OF]-(:Asset)<-[r:REFERENCES WHERE r.confidence > 0]-(d:Asset)
                           WHERE d.status <> 'VANISHED'
                           MATCH (d)-[:IN_FOLDER]->(g)
                           WHERE NOT EXISTS { (g)-[b:BELONGS_TO WHERE b.confidence > 0]->()-[:BELONGS_TO]->{0,2}(p) }
                           RETURN d } AS serves_others
WITH *, coalesce(head([each IN projects WHERE each.project = owner | each.share]), 0.5) AS own_share
WITH a, f, p, version, chain, on_card,
     CASE WHEN orphan_class = 'UNREFERENCED' AND p IS NULL AND EXISTS { (:Project) } THEN 'NO_PROJECT'
          ELSE orphan_class END AS orphan_class,
     CASE WHEN serves_others AND share_of_any < own_share THEN share_of_any ELSE own_share END AS share,
     a.uid IN candidates
       OR EXISTS { (:MissingMedia {stem_key: a.stem_key})<-[r:REFERENCES WHERE r.confidence > 0]-(d:Asset)
                   WHERE d.status <> 'VANISHED' }
       // by its reel, also as edit lists shorten it, or by a folder that is named after the roll
       OR EXISTS { MATCH (n:AwaitedName WHERE n.name IN reels)<-[:AWAITS]-(d:Document)-[r:REFERENCES]->(:MissingMedia)
                   WHERE r.confidence > 0 AND d.status <> 'VANISHED' } AS sought,
     orphan_class = 'UNREFERENCED'
       AND EXISTS { (v:StorageVolume {uid: a.volume_uid}) WHERE v.name + ':/' + f.rel_path IN bereft } AS may_be_renamed,
     EXISTS { (a)-[:VERSION_OF]->()<-[:VERSION_OF]-(b:Asset) WHERE b <> a AND b.status = 'PRESENT' } AS versioned,
     // of a part nobody knows which one was wanted, nor what was done to it
     EXISTS { MATCH (a)-[r:PROXY_OF|DERIVED_FROM WHERE r.confidence >= 0.8 AND coalesce(r.kind, '') <> 'TRIM']->+(s:Asset)
              WITH DISTINCT s
              WHERE s.status = 'PRESENT' AND s.volume_uid IN online AND s.size_bytes > 0 AND s.outcome <> 'failed'
                AND coalesce(s.missing_count, 0) = 0
                AND NOT EXISTS { (s)-[d:PROXY_OF|DERIVED_FROM WHERE d.confidence > 0]->() }
              RETURN s } AS remade,
     head(COLLECT { MATCH (b:Asset {content_hash: a.content_hash, status: 'PRESENT'})-[:IN_FOLDER]->(bf:Folder)
                    WHERE orphan_class = 'REDUNDANT_COPY' AND b <> a AND b.volume_uid IN online
                    WITH bf.path + CASE WHEN bf.path ENDS WITH '/' THEN '' ELSE '/' END + b.name AS path, b, bf,
                         b.volume_uid = a.volume_uid AS beside,
                         EXISTS { (b)<-[r:REFERENCES|DELIVERS|HOLDS WHERE r.confidence > 0]-(d)
                                  WHERE coalesce(d.status, '') <> 'VANISHED'
                                    AND (d.until IS NULL OR d.until >= toString(date())) } AS needed
                    RETURN {path: path, beside: beside, needed: needed, name: b.name, folder: bf, stem: split(b.name, '.')[0],
                            token: head([(b)-[r:VERSION_OF]->() | r.token])}
                    ORDER BY needed AND beside DESC, needed DESC, beside DESC, b.uid LIMIT 1 }) AS copy,
     head(COLLECT { MATCH (a)-[r:PROXY_OF|DERIVED_FROM WHERE r.confidence >= 0.8]->(s:Asset {status: 'VANISHED'})
                    WHERE orphan_class = 'DANGLING_DERIVATIVE'
                    RETURN {name: s.name, thumbnail: coalesce(r.kind = 'THUMBNAIL', false)} AS source
                    ORDER BY source.thumbnail, s.uid LIMIT 1 }) AS source
WITH a, f, p, on_card, orphan_class, version, chain, share, sought, may_be_renamed, versioned, remade, copy, source,
     round(CASE WHEN orphan_class = 'INCOMPLETE' THEN 1.0
                WHEN orphan_class IN ['TEMPORARY', 'STRAY_SIDECAR', 'PACKAGE_STRAY'] THEN 0.9
                ELSE share * CASE WHEN sought OR may_be_renamed THEN 0.5 ELSE 1.0 END
                     * CASE orphan_class WHEN 'SUPERSEDED' THEN version.confidence
                                         WHEN 'IDLE_DOCUMENT' THEN 0.5 ELSE 1.0 END
           END, 3) AS confidence
RETURN f.path + CASE WHEN f.path ENDS WITH '/' THEN '' ELSE '/' END + a.name AS path,
       CASE WHEN f.raw_path IS NULL AND a.raw_name IS NULL THEN null
            ELSE [coalesce(f.raw_path, f.path), coalesce(a.raw_name, a.name)] END AS raw_path_b64,
       orphan_class,
       // nothing goes off a camera card: a person may let it go as a whole
       confidence >= 0.8 AND NOT sought AND NOT on_card
       // nor out of what was sent: it tells what somebody has
       AND (orphan_class IN ['INCOMPLETE', 'TEMPORARY', 'DANGLING_DERIVATIVE']
            OR none(part IN split(f.rel_path, '/')
                    WHERE part =~ ('(?i)([0-9]+[ ._-]*)?(deliver(y|ies|ables?|ed)|(to|from)?[ _-]?clients?|outgoing|sent|approved|turn[ _-]?overs?'
                                   + '|(ab|aus)?lieferung(en)?|livraisons?|livrables|entregas?|consegn[ae])')))
       AND CASE orphan_class
         // what somebody has just begun to copy is empty, too
         WHEN 'INCOMPLETE' THEN a.size_bytes = 0 AND datetime().epochMillis - a.mtime_ns / 1000000 > 86400000
         WHEN 'TEMPORARY' THEN datetime().epochMillis - a.mtime_ns / 1000000 > 86400000
         // a document that could not be read may need any of these
         WHEN 'DANGLING_DERIVATIVE' THEN share = 1.0 AND source.thumbnail
         WHEN 'SUPERSEDED' THEN share = 1.0 AND NOT a:Document
         // only what stays is a reason for something else to go
         WHEN 'REDUNDANT_COPY'
           THEN share = 1.0 AND copy.needed AND copy.beside
                // a folder for what is current, or was published, holds a copy on purpose
                AND none(part IN split(f.rel_path, '/') WHERE part =~ '(?i)(latest|current|live|hero|publish(ed)?|releas(ed?|es))'
                         AND NOT part IN split(copy.folder.rel_path, '/'))
                AND none(part IN split(copy.folder.rel_path, '/') WHERE part =~ '(?i)(latest|current|live|hero)'
                         AND NOT part IN split(f.rel_path, '/'))
                // channels without sound, maps without detail and heroes are alike, and each is needed in its place
                AND CASE WHEN copy.folder = f THEN a.name STARTS WITH copy.stem AND
                                substring(a.name, size(copy.stem)) =~ '(?i)[ ._-]*(copy|copie|kopie|copia|\\([0-9]+\\)).*'
                         ELSE a.name = copy.name AND (NOT versioned OR coalesce(version.token = copy.token, false))
                              AND NOT EXISTS { MATCH (f)<-[:IN_FOLDER]-(one:Asset {status: 'PRESENT'})
                                               WITH one LIMIT 500  // of thousands some are enough to tell
                                               MATCH (other:Asset {name: one.name, status: 'PRESENT'})-[:IN_FOLDER]->(g)
                                               WHERE g = copy.folder AND other.quick_hash <> one.quick_hash } END
                // of whatever project the copies are: a second one may lie in none
                AND NOT EXISTS { MATCH (same:Asset {content_hash: a.content_hash})-[:IN_FOLDER]->(sf:Folder)
                                 WHERE same.status <> 'VANISHED'
                                 MATCH (sf)-[b:BELONGS_TO WHERE b.confidence > 0]->(part)
                                 MATCH (part)-[:BELONGS_TO]->{0,2}(:Project)<-[:REQUIRES]-(need:Need)
                                 WHERE need.copies > 1
                                 RETURN need }
         // a master, and footage that no cut has taken, is needed by no document, and cannot be made again
         WHEN 'UNREFERENCED' THEN share = 1.0 AND NOT versioned AND remade
         ELSE false END AS removable,
       confidence, a.size_bytes AS size_bytes,
       CASE orphan_class
         WHEN 'INCOMPLETE' THEN CASE WHEN a.size_bytes = 0 THEN 'it holds nothing'
                                     WHEN a.outcome = 'failed' THEN 'it could not be read'
                                     ELSE toString(a.missing_count) + ' frames are missing' END
         WHEN 'DANGLING_DERIVATIVE' THEN 'its source ' + source.name + ' is gone'
         WHEN 'SUPERSEDED' THEN version.token + ', the newest is ' + chain.latest
         WHEN 'TEMPORARY' THEN 'programs make such files anew'
         WHEN 'STRAY_SIDECAR' THEN 'nothing is there that it goes with'
         WHEN 'PACKAGE_STRAY' THEN 'no map of its package lists it'
         WHEN 'REDUNDANT_COPY' THEN 'the same content lies at ' + copy.path
         WHEN 'IDLE_DOCUMENT' THEN 'work on ' + p.code + ' went on long after it was last touched'
         WHEN 'NO_PROJECT' THEN 'its folder belongs to no project, and no document refers to it'
         ELSE 'no document refers to it; ' + toString(toInteger(100 * share)) + ' % of the documents'
              + coalesce(' of ' + p.code, '') + ' could be read' END
       + CASE WHEN sought THEN '; documents miss something of its name' ELSE '' END
       + CASE WHEN may_be_renamed THEN '; documents miss something in its folder' ELSE '' END
       + coalesce('; part of the camera card ' + head(COLLECT { MATCH (f)-[:ON_CARD]->(card) RETURN card.caption }), '')
       AS reason
ORDER BY size_bytes DESC, a.uid
//!visual
CYPHER 25
MATCH (a:Video|ImageSequence|Image|Audio)-[:IN_FOLDER]->(:Folder)
WHERE a.status = 'PRESENT' AND NOT EXISTS { (a)<-[:REFERENCES|DELIVERS|HOLDS|PROXY_OF|DERIVED_FROM]-() }
MATCH path = (a)-[:IN_FOLDER]->(:Folder)
RETURN path LIMIT 300
