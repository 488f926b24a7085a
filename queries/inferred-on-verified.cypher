// Which papers came onto a verified person's page by name alone this year?
//
// Parameters
//   year: whole number = 0, e.g. 2025; year of the papers; 0: the latest there is
//   namesakes: number = 0.0, e.g. 0.1; people expected to bear the name from which a paper is told
// Columns
//   paper: id of the paper
//   title: its title
//   person: the verified page that it is on
//   name: as printed on the paper
//   namesakes: people expected to bear the name by chance
//   score: probability that the paper is not this person's
//   flagged: whether it is told as a stray
// Meaning
//   Highest score first. Nobody decided these: a name matched. Common names deserve the first look.
// Neo4j Browser
//   :param year => 2025;
//   :param namesakes => 0.1;
MATCH (l:Paper)
WITH max(l.year) AS latest
WITH CASE WHEN $year = 0 THEN latest ELSE $year END AS wanted
MATCH (p:Person {verified: true})-[a:AUTHORED {link: 'inferred'}]->(x:Paper)
WHERE x.year = wanted AND p.name_commonness >= $namesakes
RETURN x.id AS paper, x.title AS title, p.id AS person, a.name AS name, p.name_commonness AS namesakes,
       a.score AS score, a.flagged AS flagged
ORDER BY coalesce(score, -1.0) DESC, namesakes DESC, paper, a.position
