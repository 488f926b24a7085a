// Which single papers tie two groups of a person's papers together?
//
// Parameters
//   person: text, e.g. "jing-wang/unverified"; id of the page
//   papers: whole number = 2, e.g. 2; papers that each of the two groups has at least
// Columns
//   paper: the one paper of its group with a co-author who is in the other group, too
//   title: its title
//   group: its group
//   other: the other group
//   coauthors: co-authors who are in both
//   papers: papers of its group
//   other_papers: papers of the other group
// Meaning
//   Largest groups first. All that speaks for one person behind both groups is this paper; look at it first. If its co-author is
//   a namesake, too, nothing ties the two.
// Neo4j Browser
//   :param person => "jing-wang/unverified";
//   :param papers => 2;
MATCH (p:Person {id: $person})-[a:AUTHORED]->(x:Paper)<-[:AUTHORED]-(c:Person)-[:AUTHORED]->(y:Paper)
WHERE c.id <> p.id AND y.id <> x.id
MATCH (y)<-[b:AUTHORED]-(q:Person {id: $person})
WHERE b.`group` <> a.`group`
WITH a.`group` AS label, b.`group` AS other, count(DISTINCT x.id) AS ties, min(x.id) AS paper,
     count(DISTINCT c.id) AS coauthors
WHERE ties = 1
MATCH (:Person {id: $person})-[s:AUTHORED]->(z:Paper)
WITH label, other, paper, coauthors, count(DISTINCT CASE WHEN s.`group` = label THEN z.id END) AS papers,
     count(DISTINCT CASE WHEN s.`group` = other THEN z.id END) AS other_papers
WHERE papers >= $papers AND other_papers >= $papers
MATCH (x:Paper {id: paper})
RETURN paper, x.title AS title, label AS `group`, other, coauthors, papers, other_papers
ORDER BY papers + other_papers DESC, `group`, other
