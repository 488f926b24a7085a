// Which ORCIDs stand on the papers of two people?
//
// Columns
//   orcid: the ORCID
//   person: id of one page
//   name: printed name there
//   papers: papers on which it has the ORCID
//   other: id of the other page
//   other_name: printed name there
//   other_papers: papers on which that one has it
// Meaning
//   An ORCID belongs to one person: the two pages are one person's, or one paper carries the ORCID of somebody else,
//   often of a co-author. The page with more papers stands first.
MATCH (p:Person)-[a:AUTHORED]->(x:Paper)
WHERE a.orcid <> ''
WITH a.orcid AS orcid, p, count(DISTINCT x.id) AS papers
MATCH (o:Person)-[b:AUTHORED]->(y:Paper)
WHERE b.orcid = orcid AND o.id <> p.id
WITH orcid, p, papers, o, count(DISTINCT y.id) AS other_papers
WHERE papers > other_papers OR (papers = other_papers AND p.id < o.id)
RETURN orcid, p.id AS person, p.name AS name, papers, o.id AS other, o.name AS other_name, other_papers
ORDER BY papers + other_papers DESC, orcid, person, other
