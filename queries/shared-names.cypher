// Which names do several people bear?
//
// Parameters
//   least: whole number = 3, e.g. 2; people from which a name is told
// Columns
//   name: the name, as printed most often
//   slug: the name as the Anthology compares names
//   people: pages that bear it
//   verified: verified pages among them
//   papers: papers on all these pages
// Meaning
//   Most people first. An author of such a name who gives no id lands on the unverified page, or on the wrong one.
// Neo4j Browser
//   :param least => 2;
MATCH (n:Name)<-[:HAS_NAME]-(p:Person)
WITH n, count(p) AS people, sum(CASE WHEN p.verified THEN 1 ELSE 0 END) AS verified, sum(p.papers) AS papers
WHERE people >= $least
RETURN n.printed AS name, n.slug AS slug, people, verified, papers
ORDER BY people DESC, slug
