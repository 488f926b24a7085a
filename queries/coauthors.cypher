// With whom did a person write, and when?
//
// Parameters
//   person: text, e.g. "yan-li"; id of the page
// Columns
//   coauthor: id of the co-author's page
//   name: printed name
//   papers: papers together
//   first_year: year of the first
//   last_year: year of the last
//   namesakes: people expected to bear the co-author's name by chance
// Meaning
//   Most papers first. A co-author with a rare name tells more about who the person is than one with a common name.
// Neo4j Browser
//   :param person => "yan-li";
MATCH (:Person {id: $person})-[k:COAUTHOR]-(c:Person)
RETURN c.id AS coauthor, c.name AS name, k.papers AS papers, k.first_year AS first_year, k.last_year AS last_year,
       c.name_commonness AS namesakes
ORDER BY papers DESC, coauthor
