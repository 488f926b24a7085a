// Which ORCIDs stand on the papers of two people?
//
// Columns
//   orcid: the ORCID
//   person: id of a page with papers that carry it
//   name: printed name
//   papers: papers on the page that carry it
// Meaning
//   An ORCID belongs to one person: the pages are one person's, or a paper carries the ORCID of somebody else, often
//   of a co-author. Each ORCID has a row for each page, the one with most papers first.
MATCH (p:Person)-[a:AUTHORED]->(:Paper)
WHERE a.orcid <> ''
WITH a.orcid AS orcid, count(DISTINCT p.id) AS people
WHERE people > 1
WITH collect(orcid) AS orcids
MATCH (p:Person)-[a:AUTHORED]->(x:Paper)
WHERE a.orcid <> '' AND a.orcid IN orcids
RETURN a.orcid AS orcid, p.id AS person, p.name AS name, count(DISTINCT x.id) AS papers
ORDER BY orcid, papers DESC, person
