// Which pages collect the papers of everybody of a name, and how large are they?
//
// Parameters
//   least: whole number = 2, e.g. 2; papers from which a page is told
// Columns
//   person: id of the page
//   name: printed name
//   papers: papers on the page
//   groups: groups of papers that hold together
//   namesakes: verified people who bear the name
//   doubt: probability that the page holds several people
// Meaning
//   Largest first. Told are pages that the people file marks, and unverified pages of a name that verified people bear.
// Neo4j Browser
//   :param least => 2;
MATCH (p:Person {verified: false})
WHERE p.papers >= $least
OPTIONAL MATCH (p)-[:NAMESAKE {same: true}]-(v:Person {verified: true})
WITH p, count(DISTINCT v.id) AS namesakes
WHERE p.catch_all OR namesakes > 0
RETURN p.id AS person, p.name AS name, p.papers AS papers, p.groups AS groups, namesakes, p.page_doubt AS doubt
ORDER BY papers DESC, person
