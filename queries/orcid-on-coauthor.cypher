// On which papers does an ORCID stand on somebody else than its owner, a co-author?
//
// Columns
//   paper: id of the paper
//   orcid: the ORCID
//   printed: the name that it stands on
//   person: the page that this authorship is on
//   coauthor: printed name of the co-author whose it may be
//   coauthor_page: the page that the co-author is on
//   why: "their ORCID", "one page twice" or "their name"
// Meaning
//   The co-author's page has this ORCID; or author and co-author are on one page, where the ORCID led; or the co-author
//   bears a name of that page, and the author does not. Most often the two were mixed up when the paper was handed in:
//   the ORCID belongs to the co-author.
MATCH (p:Person)-[a:AUTHORED]->(x:Paper)
WHERE a.orcid <> ''
WITH p, x, a.orcid AS orcid, a.name AS printed, a.position AS position
MATCH (x)<-[b:AUTHORED]-(o:Person)
WHERE b.position <> position AND b.orcid <> orcid
WITH p, x, orcid, printed, o, b.name AS coauthor
OPTIONAL MATCH (p)-[:HAS_NAME]->(n:Name)<-[:HAS_NAME]-(q:Person)
WHERE q.id = o.id AND o.id <> p.id AND n.printed <> printed AND p.name <> printed AND coauthor <> printed
WITH p, x, orcid, printed, o, coauthor, count(n.slug) AS names
WHERE o.orcid = orcid OR o.id = p.id OR names > 0
RETURN DISTINCT x.id AS paper, orcid, printed, p.id AS person, coauthor, o.id AS coauthor_page,
       CASE WHEN o.id = p.id THEN 'one page twice' WHEN o.orcid = orcid THEN 'their ORCID' ELSE 'their name' END AS why
ORDER BY paper, orcid, coauthor, coauthor_page
