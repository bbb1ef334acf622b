// name: migrate_0003_fps
// ask: Give assets and streams of version 2 their frame rate as a decimal.
// why: filters compare frame rates, and only a number has an index for that
// returns: 
// writes: Asset.fps, Stream.fps
// scale: one write for each moving picture, in one transaction
CYPHER 25
CALL () {
  MATCH (a:Asset) WHERE a.frame_rate IS NOT NULL
  SET a.fps = toFloat(a.frame_rate_num) / a.frame_rate_den
}
CALL () {
  MATCH (s:Stream) WHERE s.frame_rate IS NOT NULL
  SET s.fps = toFloat(s.frame_rate_num) / s.frame_rate_den
}
FINISH
