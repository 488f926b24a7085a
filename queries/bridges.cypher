// Which single papers tie two parts of a person's work together?
//
// Parameters
//   person: text = "", e.g. "meenakshi-raghunandan"; id of the page; empty: everybody
//   least: whole number = 2, e.g. 1; papers that a paper has to tie to the others
// Columns
//   person: id of the page
//   name: printed name
//   paper: id of the paper
//   title: its title
//   link: why it is on the page
//   bridge: papers that, without it, share no co-author with the others, nor with any paper that does
//   papers: papers on the page
//   score: probability that the paper is not this person's
// Meaning
//   Most papers first. If such a paper is somebody else's, nothing in the co-authors speaks for one person behind both
//   parts.
// Neo4j Browser
//   :param person => "meenakshi-raghunandan";
//   :param least => 1;
MATCH (p:Person)-[a:AUTHORED]->(x:Paper)
WHERE a.bridge >= $least AND ($person = '' OR p.id = $person)
RETURN p.id AS person, p.name AS name, x.id AS paper, x.title AS title, a.link AS link, a.bridge AS bridge,
       p.papers AS papers, a.score AS score
ORDER BY bridge DESC, person, paper, a.position
