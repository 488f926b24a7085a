// Which people have the most flagged papers?
//
// Parameters
//   least: whole number = 2, e.g. 1; flagged papers from which a person is told
// Columns
//   person: id of the page
//   name: printed name
//   verified: whether the page is a verified person's
//   flagged: flagged papers
//   papers: papers on the page
//   doubt: probability that the page holds several people
// Meaning
//   Most flagged papers first: one look at such a page settles several papers at once.
// Neo4j Browser
//   :param least => 1;
MATCH (p:Person)-[a:AUTHORED]->(x:Paper)
WHERE a.flagged
WITH p, count(DISTINCT x.id) AS flagged
WHERE flagged >= $least
RETURN p.id AS person, p.name AS name, p.verified AS verified, flagged, p.papers AS papers, p.page_doubt AS doubt
ORDER BY flagged DESC, person
