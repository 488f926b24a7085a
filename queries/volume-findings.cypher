// What was found in a volume?
//
// Parameters
//   volume: text, e.g. "2022.icol-main"; id of the volume
// Columns
//   paper: id of the paper
//   person: somebody whom the finding is about
//   code: code of the finding; see graphcheck explain
//   score: probability that it is right
//   state: whether it is new
//   text: what it says
// Meaning
//   By paper. A finding about several papers, or people, is told with each of them.
// Neo4j Browser
//   :param volume => "2022.icol-main";
MATCH (f:Finding)-[:ABOUT_PAPER]->(x:Paper {volume: $volume})
MATCH (f)-[:ABOUT_PERSON]->(p:Person)
RETURN x.id AS paper, p.id AS person, f.code AS code, f.score AS score, f.state AS state, f.text AS text
ORDER BY paper, code, person, text
