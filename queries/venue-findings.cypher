// What was found in the papers of a venue?
//
// Parameters
//   venue: text, e.g. "meld"; id of the venue
//   since: whole number = 0, e.g. 2020; first year
// Columns
//   year: year of the paper
//   paper: its id
//   person: somebody whom the finding is about
//   code: code of the finding; see graphcheck explain
//   score: probability that it is right
//   text: what it says
// Meaning
//   Latest year first, then the highest score. A finding about several papers, or people, is told with each.
// Neo4j Browser
//   :param venue => "meld";
//   :param since => 2020;
MATCH (f:Finding)-[:ABOUT_PAPER]->(x:Paper)-[:APPEARED_IN]->(:Venue {id: $venue})
WHERE x.year >= $since
MATCH (f)-[:ABOUT_PERSON]->(p:Person)
RETURN x.year AS year, x.id AS paper, p.id AS person, f.code AS code, f.score AS score, f.text AS text
ORDER BY year DESC, score DESC, paper, code, person, text
