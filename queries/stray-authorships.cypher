// Which papers on a person's page are probably somebody else's, and why?
//
// Parameters
//   person: text, e.g. "yan-li"; id of the page
//   least: number = 0.75, e.g. 0.2; score from which a paper is told
// Columns
//   paper: id of the paper
//   year: its year
//   title: its title
//   link: why it is on the page
//   score: probability that it is not this person's
//   group: its group of papers
//   reasons: what was found, with the names behind it; empty where it is no finding
// Meaning
//   Highest score first. Look at these papers and, where they are another person's, say so in an author-page issue.
//   No finding are papers in the core or on a page whose core is a toss-up, and those that speak for the person themselves.
// Neo4j Browser
//   :param person => "yan-li";
//   :param least => 0.2;
MATCH (p:Person {id: $person})-[a:AUTHORED]->(x:Paper)
WHERE a.score >= $least
OPTIONAL MATCH (x)<-[:ABOUT_PAPER]-(f:Finding {code: 'GC101'})-[:ABOUT_PERSON]->(:Person {id: $person})
RETURN x.id AS paper, x.year AS year, x.title AS title, a.link AS link, a.score AS score, a.`group` AS `group`,
       coalesce(max(f.text), '') AS reasons
ORDER BY score DESC, paper
