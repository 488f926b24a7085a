// Which co-authors of a person never met the rest of the person's co-authors?
//
// Parameters
//   person: text, e.g. "yan-li"; id of the page
// Columns
//   coauthor: id of the co-author's page
//   name: printed name
//   papers: papers together with the person
//   first_year: year of the first of them
//   last_year: year of the last of them
//   company: the person's co-authors who are on these papers, too
//   rest: the person's other co-authors, with none of whom this one ever wrote
//   elsewhere: papers of the co-author without the person
// Meaning
//   Most company first, then most papers elsewhere. A team that works on without the person and never meets the rest
//   may be that of a namesake.
// Neo4j Browser
//   :param person => "yan-li";
MATCH (p:Person {id: $person})-[:COAUTHOR]-(e:Person)
WITH p, count(e) AS everybody
MATCH (p)-[:AUTHORED]->(x:Paper)<-[:AUTHORED]-(c:Person)
WHERE c.id <> $person
OPTIONAL MATCH (x)<-[:AUTHORED]-(d:Person)
WHERE d.id <> $person AND d.id <> c.id
WITH everybody, c, count(DISTINCT x.id) AS papers, min(x.year) AS first_year, max(x.year) AS last_year,
     count(DISTINCT d.id) AS company
OPTIONAL MATCH (c)-[:COAUTHOR]-(m:Person)-[:COAUTHOR]-(:Person {id: $person})
WITH everybody, c, papers, first_year, last_year, company, count(DISTINCT m.id) AS met
WHERE met = company AND everybody - 1 - company > 0
RETURN c.id AS coauthor, c.name AS name, papers, first_year, last_year, company, everybody - 1 - company AS rest,
       c.papers - papers AS elsewhere
ORDER BY company DESC, elsewhere DESC, coauthor
