// name: count_declaration_problems
// ask: How much of what is declared comes to nothing?
// why: a hold that protects nothing is told by each run
// returns: problems int
// writes: none
// scale: index on stage
CYPHER 25
MATCH (problem:IngestProblem {stage: 'declaration'}) RETURN count(problem) AS problems
