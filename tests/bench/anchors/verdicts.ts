import type { Answer } from "./answers";
import type { AnchorCase, AnchorCases } from "./cases";

/** How many highlights were found in the right place, in the wrong place, or not at all although they still exist. */
export interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

/** How much the found span and the expected span must overlap, as a fraction. */
const MIN_OVERLAP = 0.9;

/** The verdict on an answer, or null if the correct answer is unknown. */
export function verdictOn({ start, end }: Answer, { expect }: AnchorCase): keyof Tally | null {
  if (expect === undefined) return null;
  if (start === null || end === null) return expect === null ? "right" : "missed";
  if (expect === null) return "wrong";
  const common = Math.min(end, expect[1]) - Math.max(start, expect[0]);
  const both = Math.max(end, expect[1]) - Math.min(start, expect[0]);
  return common >= MIN_OVERLAP * both ? "right" : "wrong";
}

/** The cases with `expectWithReplaced` as the expected span. */
export function withReplaced({ documents, cases }: AnchorCases): AnchorCases {
  return { documents, cases: cases.map((one) => ({ ...one, expect: one.expectWithReplaced ?? one.expect })) };
}

/** Counts verdicts by kind of case, and in total under "all". Empty if no correct answers are known. */
export function tallyOf(answers: readonly Answer[], cases: readonly AnchorCase[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const all: Tally = { right: 0, wrong: 0, missed: 0 };
  answers.forEach((answer, index) => {
    const one = cases[index]!;
    const verdict = verdictOn(answer, one);
    if (verdict === null) return;
    const tally = tallies.get(one.kind) ?? { right: 0, wrong: 0, missed: 0 };
    tallies.set(one.kind, tally);
    tally[verdict]++;
    all[verdict]++;
  });
  return tallies.size === 0 ? tallies : tallies.set("all", all);
}

/** Counts verdicts on highlights whose text is preserved in full, ignoring whitespace. */
export function wholeTallyOf(answers: readonly Answer[], { documents, cases }: AnchorCases): Tally {
  const points = new Map([...documents].map(([id, text]) => [id, [...text]]));
  const words = (id: string, start: number, end: number): string =>
    points.get(id)!.slice(start, end).join("").replace(/\s+/gu, " ");
  const isWhole = ({ before, after, start, end, expect }: AnchorCase): boolean =>
    Boolean(expect) && words(before, start, end) === words(after, ...expect!);
  const whole = cases.map((one, index) => ({ one, answer: answers[index]! })).filter(({ one }) => isWhole(one));
  const tallies = tallyOf(
    whole.map(({ answer }) => answer),
    whole.map(({ one }) => one),
  );
  return tallies.get("all") ?? { right: 0, wrong: 0, missed: 0 };
}
