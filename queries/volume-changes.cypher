// What changed in a volume with the last load?
//
// Parameters
//   volume: text, e.g. "2025.meld-main"; id of the volume
// Columns
//   paper: id of the paper
//   what: added, removed, title, year, author, link, finding or resolved
//   position: place among the authors, from 0; empty where it is about the whole paper
//   was: before
//   now: after
// Meaning
//   Compared is the graph before the last load that changed anything. Nothing is told after a first load.
// Neo4j Browser
//   :param volume => "2025.meld-main";
MATCH (c:Change {volume: $volume})
RETURN c.paper AS paper, c.what AS what, CASE WHEN c.position >= 0 THEN c.position END AS position, c.was AS was,
       c.now AS now
ORDER BY c.id
