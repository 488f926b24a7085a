// Who wrote in one year from two places that nobody else connects?
//
// Parameters
//   since: whole number = 0, e.g. 2020; first year
//   doubt: number = 0.1, e.g. 0.2; doubt about the page from which a person is told
// Columns
//   person: id of the page
//   name: printed name
//   year: the year
//   place: institution that one paper states
//   paper: that paper
//   other_place: institution that another paper states
//   other_paper: that paper
//   doubt: probability that the page holds several people
// Meaning
//   Most doubtful page first. In the same year two papers, with no co-author in common, state two institutions that
//   nobody else ever stated both of: a move, a second job, or two people.
// Neo4j Browser
//   :param since => 2020;
//   :param doubt => 0.2;
MATCH (i:Institution)<-[s:STATED]-(o:Person)-[t:STATED]->(j:Institution)
WHERE i.name < j.name
WITH i.name AS place, j.name AS other_place, count(DISTINCT o.id) AS people, min(o.id) AS one,
     max(o.page_doubt) AS page, sum(CASE WHEN s.paper = t.paper THEN 1 ELSE 0 END) AS together,
     sum(CASE WHEN s.year = t.year AND s.year >= $since THEN 1 ELSE 0 END) AS years
WHERE people = 1 AND together = 0 AND years > 0 AND page >= $doubt
MATCH (p:Person)
WHERE p.id = one
WITH p, place, other_place
MATCH (p)-[s:STATED]->(i:Institution)
WHERE i.name = place AND s.year >= $since
WITH p, place, other_place, s.year AS year, s.paper AS paper
MATCH (p)-[t:STATED]->(j:Institution)
WHERE j.name = other_place AND t.year = year
WITH p, year, place, paper, other_place, t.paper AS other_paper
MATCH (x:Paper {id: paper})<-[:AUTHORED]-(c:Person)
WITH p, year, place, paper, other_place, other_paper, collect(c.id) AS authors
MATCH (y:Paper {id: other_paper})<-[:AUTHORED]-(d:Person)
WITH p, year, place, paper, other_place, other_paper,
     sum(CASE WHEN d.id <> p.id AND d.id IN authors THEN 1 ELSE 0 END) AS common
WHERE common = 0
RETURN p.id AS person, p.name AS name, year, place, paper, other_place, other_paper, p.page_doubt AS doubt
ORDER BY doubt DESC, person, year, place, other_place, paper, other_paper
