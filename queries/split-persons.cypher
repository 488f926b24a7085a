// Which two pages are likely one person?
//
// Parameters
//   least: whole number = 3, e.g. 2; co-authors that both pages share
// Columns
//   person: id of the page with more papers
//   name: printed name
//   papers: papers on it
//   other: id of the other page
//   other_name: printed name there
//   other_papers: papers on it
//   shared: co-authors that both pages have
//   years: years from the end of the one to the beginning of the other; below 0 they overlap
// Meaning
//   Most shared co-authors first. The pages bear one name, or a name that stands in the other's longer one, share
//   co-authors, and are never on one paper together: a name that changed, or a paper without an id.
// Neo4j Browser
//   :param least => 2;
MATCH (p:Person)-[:NAMESAKE]-(o:Person)
WHERE p.papers > o.papers OR (p.papers = o.papers AND p.id < o.id)
MATCH (p)-[:COAUTHOR]-(c:Person)-[:COAUTHOR]-(o)
WITH p, o, count(DISTINCT c.id) AS shared
WHERE shared >= $least AND NOT EXISTS { MATCH (p)-[:COAUTHOR]-(o) }
RETURN p.id AS person, p.name AS name, p.papers AS papers, o.id AS other, o.name AS other_name,
       o.papers AS other_papers, shared,
       CASE WHEN o.first_year > p.first_year THEN o.first_year - p.last_year ELSE p.first_year - o.last_year END AS years
ORDER BY shared DESC, person, other
