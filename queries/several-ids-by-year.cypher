// How many verified pages carry more than one OpenReview id or ORCID, year by year?
//
// Columns
//   year: year of the papers
//   pages: verified pages with a paper of that year or before that names an OpenReview id or ORCID
//   several: those of them whose papers to that year name more than one id of a kind
//   percent: several for each hundred pages
// Meaning
//   Two ids on one page are most often two people, sometimes one person with two profiles. A share that rises says
//   that name matching puts more papers on wrong pages. Only papers that name an id are counted, so early years say
//   little.
MATCH (x:Paper)
WITH max(x.year) AS latest
MATCH (p:Person {verified: true})-[a:AUTHORED]->(y:Paper)
WHERE a.openreview <> '' OR a.orcid <> ''
UNWIND range(y.year, latest) AS year
WITH year, p.id AS person,
     count(DISTINCT CASE WHEN a.openreview <> '' THEN a.openreview END) AS profiles,
     count(DISTINCT CASE WHEN a.orcid <> '' THEN a.orcid END) AS orcids
WITH year, count(person) AS pages, sum(CASE WHEN profiles > 1 OR orcids > 1 THEN 1 ELSE 0 END) AS several
RETURN year, pages, several, 100.0 * several / pages AS percent
ORDER BY year
