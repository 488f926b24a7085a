// Who else bears a name of this person, or one that is alike?
//
// Parameters
//   person: text, e.g. "jing-wang"; id of the page
// Columns
//   other: id of the other page
//   name: printed name there
//   same: whether it is one name; else the shorter name stands in the longer
//   verified: whether it is a verified person's
//   papers: papers on it
//   first_year: year of its first paper
//   last_year: year of its last paper
//   shared: co-authors that both have
// Meaning
//   Most shared co-authors first, then the largest page.
// Neo4j Browser
//   :param person => "jing-wang";
MATCH (p:Person {id: $person})-[n:NAMESAKE]-(o:Person)
OPTIONAL MATCH (p)-[:COAUTHOR]-(c:Person)-[:COAUTHOR]-(o)
WITH o, n.same AS same, count(DISTINCT c.id) AS shared
RETURN o.id AS other, o.name AS name, same, o.verified AS verified, o.papers AS papers, o.first_year AS first_year,
       o.last_year AS last_year, shared
ORDER BY shared DESC, papers DESC, other
