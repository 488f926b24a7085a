// Which pages most likely hold several people?
//
// Parameters
//   least: number = 0.2, e.g. 0.2; doubt from which a page is told
//   papers: whole number = 2, e.g. 5; papers from which a page is told
// Columns
//   person: id of the page
//   name: printed name
//   verified: whether the page is a verified person's
//   doubt: probability that the page holds several people
//   papers: papers on the page
//   groups: groups of papers that hold together
//   core: papers in the group that is taken for the person
//   reported: whether it is a finding (GC102)
// Meaning
//   Most doubtful first. A page is reported where its second group is of comparable size; see graphcheck explain GC102.
// Neo4j Browser
//   :param least => 0.2;
//   :param papers => 5;
MATCH (p:Person)
WHERE p.page_doubt >= $least AND p.papers >= $papers
OPTIONAL MATCH (p)-[a:AUTHORED {core: true}]->(x:Paper)
WITH p, count(DISTINCT x.id) AS core
RETURN p.id AS person, p.name AS name, p.verified AS verified, p.page_doubt AS doubt, p.papers AS papers,
       p.groups AS groups, core,
       EXISTS { MATCH (p)<-[:ABOUT_PERSON]-(:Finding {code: 'GC102'}) } AS reported
ORDER BY doubt DESC, person
