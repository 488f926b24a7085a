// On which papers does somebody's ORCID stand on a co-author?
//
// Columns
//   paper: id of the paper
//   orcid: the ORCID
//   printed: the name that it stands on
//   person: the page that this led to
//   coauthor: printed name of the co-author who bears a name of that page
//   coauthor_page: the page that the co-author is on
// Meaning
//   The ORCID leads to a page, and on the same paper a co-author, not the one with the ORCID, bears a name of that
//   page. Most often author and ORCID were mixed up when the paper was handed in: the ORCID belongs to the co-author.
MATCH (p:Person)-[a:AUTHORED]->(x:Paper)<-[b:AUTHORED]-(o:Person)
WHERE a.orcid <> '' AND o.id <> p.id AND a.name <> b.name
WITH p, a, x, b, o
MATCH (p)-[:HAS_NAME]->(n:Name)<-[:HAS_NAME]-(o)
WHERE n.printed <> a.name AND p.name <> a.name
RETURN DISTINCT x.id AS paper, a.orcid AS orcid, a.name AS printed, p.id AS person, b.name AS coauthor,
       o.id AS coauthor_page
ORDER BY paper, orcid, coauthor
