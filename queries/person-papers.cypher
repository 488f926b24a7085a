// Which papers are on a person's page, group by group?
//
// Parameters
//   person: text, e.g. "wei-chen"; id of the page
// Columns
//   group: label of the group; empty where the page was not judged
//   core: whether the group is taken for the person
//   year: year of the paper
//   paper: its id
//   title: its title
//   name: as printed
//   link: why it is on the page
//   score: probability that it is not this person's
// Meaning
//   The core first, then group by group, by year.
// Neo4j Browser
//   :param person => "wei-chen";
MATCH (p:Person {id: $person})-[a:AUTHORED]->(x:Paper)
RETURN a.`group` AS `group`, a.core AS core, x.year AS year, x.id AS paper, x.title AS title, a.name AS name,
       a.link AS link, a.score AS score
ORDER BY core DESC, size(a.`group`), `group`, year, paper, a.position
