import type { Foreign, Problem, Value } from "./problem";

/** Renders a problem as text in one language. */
export type Say = (problem: Problem | Foreign) => string;

const SLOT = /\{(\w+)(, number)?\}/gu;

/**
 * The English text of a message in the table.
 * @param say renders parameters that are themselves problems
 */
export function fill(text: string, params: Problem["params"], say: Say): string {
  return text.replace(SLOT, (_, name: string, isNumber?: string) => {
    const value = spelled(params[name] ?? "", say);
    return String(isNumber ? value.toLocaleString("en-GB") : value);
  });
}

/** The names of the parameters in a text. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(SLOT)].map(([, name = ""]) => name);
}

/** A parameter as part of a message. */
export function spelled(value: Value, say: Say): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  return "length" in value ? value.map(say).join("; ") : say(value);
}
