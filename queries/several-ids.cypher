// Which pages carry more than one OpenReview id or ORCID?
//
// Columns
//   person: id of the page
//   name: printed name
//   verified: whether the page is a verified person's
//   profiles: OpenReview ids on its papers
//   orcids: ORCIDs on its papers
//   papers: papers on the page
//   doubt: probability that the page holds several people
// Meaning
//   Most ids first. Two ids are two people, or one person with two profiles; the groups of papers tell which.
MATCH (p:Person)-[a:AUTHORED]->(:Paper)
WHERE a.openreview <> '' OR a.orcid <> ''
WITH p, count(DISTINCT CASE WHEN a.openreview <> '' THEN a.openreview END) AS profiles,
     count(DISTINCT CASE WHEN a.orcid <> '' THEN a.orcid END) AS orcids
WHERE profiles > 1 OR orcids > 1
RETURN p.id AS person, p.name AS name, p.verified AS verified, profiles, orcids, p.papers AS papers,
       p.page_doubt AS doubt
ORDER BY profiles + orcids DESC, person
