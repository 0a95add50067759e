import { fill } from "./fill";
import type { Foreign, Problem } from "./problem";
import { PROBLEMS } from "./problems";

/** The English text of a problem. */
export function sentenceOf(problem: Problem | Foreign): string {
  if ("library" in problem) return problem.english;
  return fill(PROBLEMS[problem.key].text, problem.params, sentenceOf);
}
