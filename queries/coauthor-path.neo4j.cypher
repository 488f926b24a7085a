// By which co-authors are two people connected, in the fewest steps?
//
// Parameters
//   from: text, e.g. "yan-li"; id of one page
//   to: text, e.g. "wei-chen"; id of the other page
// Columns
//   steps: co-authorships on the way
//   people: ids of the pages on the way
//   names: their printed names
// Meaning
//   All ways of the fewest steps, up to eight, in order of the ids; no row where there is none, or from
//   somebody to the same page. People whom only long
//   ways connect belong to different communities.
// Neo4j Browser
//   :param from => "yan-li";
//   :param to => "wei-chen";
MATCH (a:Person {id: $from}), (b:Person {id: $to})
WHERE a.id <> b.id
MATCH w = allShortestPaths((a)-[:COAUTHOR*1..8]-(b))
WITH length(w) AS steps, [n IN nodes(w) | n.id] AS people, [n IN nodes(w) | n.name] AS names
RETURN steps, people, names
ORDER BY reduce(joined = '', id IN people | joined + ' ' + id)
