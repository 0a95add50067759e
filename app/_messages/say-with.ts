import { fill, type Say, spelled } from "@/lib/errors/fill";
import type { ProblemKey } from "@/lib/errors/problems";
import type { Translate } from "./translate";

/** The keys of the error messages. The catalogue's types don't include these. */
interface Errors {
  (key: string, values: Record<string, string | number>): string;
  has(key: string): boolean;
}

/**
 * Renders problems in the language of `t`, from the messages under `errors` in its catalogue. If a message is missing
 * there, the English message is used.
 *
 * @param englishOf the English text of a problem
 */
export function sayWith(t: Translate, englishOf: (key: ProblemKey) => string): Say {
  const errors = t as unknown as Errors;
  const say: Say = (said) => {
    const key = `errors.${"library" in said ? `${said.library}.${said.code}` : said.key}`;
    if (errors.has(key)) {
      const values = Object.entries(said.params).map(([name, value]) => [name, spelled(value, say)]);
      return errors(key, Object.fromEntries(values));
    }
    return "library" in said ? said.english : fill(englishOf(said.key), said.params, say);
  };
  return say;
}
