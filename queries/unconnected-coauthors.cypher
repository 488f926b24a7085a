// Which co-authors of a person never wrote with any of the person's other co-authors?
//
// Parameters
//   person: text, e.g. "yan-li"; id of the page
// Columns
//   coauthor: id of the co-author's page
//   name: printed name
//   papers: papers together
//   first_year: year of the first of them
//   last_year: year of the last of them
//   company: further authors on these papers
// Meaning
//   Most company first. These co-authors know the person's others only from papers with the person: a team that
//   never met the rest may belong to a namesake.
// Neo4j Browser
//   :param person => "yan-li";
MATCH (p:Person {id: $person})-[k:COAUTHOR]-(c:Person)
OPTIONAL MATCH (p)-[:AUTHORED]->(:Paper)<-[:AUTHORED]-(d:Person)-[t:COAUTHOR]-(c)
WHERE d.id <> c.id AND d.id <> $person
WITH p, k, c, d, t
OPTIONAL MATCH (p)-[:AUTHORED]->(x:Paper)<-[:AUTHORED]-(c), (x)<-[:AUTHORED]-(d)
WITH c, k, d, t.papers AS together, count(DISTINCT x.id) AS company
WITH c, k, sum(CASE WHEN together > company THEN 1 ELSE 0 END) AS elsewhere,
     sum(CASE WHEN company > 0 THEN 1 ELSE 0 END) AS company
WHERE elsewhere = 0
RETURN c.id AS coauthor, c.name AS name, k.papers AS papers, k.first_year AS first_year, k.last_year AS last_year,
       company
ORDER BY company DESC, coauthor
