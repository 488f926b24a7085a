// Which unverified pages does a verified person of that name explain?
//
// Parameters
//   percent: whole number = 100, e.g. 50; papers of the page, for each hundred, that the person has to explain
// Columns
//   unverified: id of the unverified page
//   papers: papers on it
//   explained: those of them with a co-author of the verified person
//   person: id of the verified person's page
//   coauthors: co-authors of the verified person on these papers
// Meaning
//   Largest page first. The papers have co-authors with whom the verified person wrote, and the two are never on one
//   paper together: give the papers the person's id.
// Neo4j Browser
//   :param percent => 50;
MATCH (u:Person {verified: false})-[:NAMESAKE {same: true}]-(v:Person {verified: true})
WITH u, v
MATCH (u)-[:AUTHORED]->(x:Paper)<-[:AUTHORED]-(c:Person)-[:COAUTHOR]-(w:Person)
WHERE w.id = v.id AND c.id <> u.id
WITH u, v, count(DISTINCT x.id) AS explained, count(DISTINCT c.id) AS coauthors
WHERE explained * 100 >= u.papers * $percent AND NOT EXISTS { MATCH (u)-[:COAUTHOR]-(v) }
RETURN u.id AS unverified, u.papers AS papers, explained, v.id AS person, coauthors
ORDER BY papers DESC, coauthors DESC, unverified, person
