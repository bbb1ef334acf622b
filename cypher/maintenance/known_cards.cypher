// name: known_cards
// ask: Which camera cards of a volume are known?
// why: what came or went since is told anew
// param: volume_uid string
// returns: root string, kind string
// writes: none
// scale: index on volume_uid
CYPHER 25
MATCH (card:CameraCard {volume_uid: $volume_uid}) RETURN card.root AS root, card.kind AS kind
