// Which papers that name a person's id fit another person of that name better?
//
// Parameters
//   least: whole number = 2, e.g. 1; co-authors by which the other person has to be ahead
// Columns
//   paper: id of the paper
//   person: the page that the id names
//   known: co-authors of the paper with whom this person wrote other papers
//   other: another person of the name
//   other_known: co-authors of the paper with whom that person wrote
//   authors: authors of the paper
//   score: probability that the paper is not this person's
// Meaning
//   Largest lead first. The id was given by hand or by a form, and may be that of a namesake.
// Neo4j Browser
//   :param least => 1;
MATCH (p:Person)-[:NAMESAKE {same: true}]-(o:Person)
WITH p, o
MATCH (p)-[:COAUTHOR]-(c:Person)-[:COAUTHOR]-(o)
WITH p, o, collect(DISTINCT c.id) AS common
MATCH (p)-[a:AUTHORED {link: 'explicit'}]->(x:Paper)<-[:AUTHORED]-(c:Person)
WHERE c.id IN common
WITH p, o, x, max(a.score) AS score, count(DISTINCT c.id) AS other_known
WHERE other_known >= $least AND NOT EXISTS { MATCH (o)-[:AUTHORED]->(x) }
MATCH (x)<-[:AUTHORED]-(c:Person)
WITH x, p, o, score, other_known, collect(c.id) AS signed
OPTIONAL MATCH (p)-[k:COAUTHOR]-(d:Person)
WHERE k.papers > 1 AND d.id IN signed
WITH x, p, o, score, other_known, count(DISTINCT d.id) AS known
WHERE other_known - known >= $least
RETURN x.id AS paper, p.id AS person, known, o.id AS other, other_known, x.authors AS authors, score
ORDER BY other_known - known DESC, paper, person, other
