// Which volumes did the last load change, and how much?
//
// Columns
//   volume: id of the volume; empty for findings about no paper
//   papers: papers that changed
//   authors: authors who are other people, other names, or linked otherwise
//   added: papers that came
//   removed: papers that went
//   findings: findings that came
//   resolved: findings that went
// Meaning
//   Compared is the graph before the last load that changed anything. Ask volume-changes for the details.
MATCH (c:Change)
RETURN c.volume AS volume, count(DISTINCT c.paper) AS papers,
       sum(CASE WHEN c.position >= 0 THEN 1 ELSE 0 END) AS authors,
       sum(CASE WHEN c.what = 'added' THEN 1 ELSE 0 END) AS added,
       sum(CASE WHEN c.what = 'removed' THEN 1 ELSE 0 END) AS removed,
       sum(CASE WHEN c.what = 'finding' THEN 1 ELSE 0 END) AS findings,
       sum(CASE WHEN c.what = 'resolved' THEN 1 ELSE 0 END) AS resolved
ORDER BY papers DESC, volume
