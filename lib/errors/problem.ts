import type { ErrorKey, ProblemKey, TextOf } from "./problems";

/** The value of a parameter. A problem is rendered as a sentence, and several problems are separated by semicolons. */
export type Value = string | number | Problem | Foreign | readonly (Problem | Foreign)[];

/** A message whose language hasn't been chosen yet. It can be stored, and sent to other processes. */
export interface Problem<Key extends ProblemKey = ProblemKey> {
  readonly key: Key;
  readonly params: Readonly<Record<string, Value>>;
}

/** A message that a library generated. */
export interface Foreign {
  readonly library: "yaml" | "zod";
  /** The library's name for the message, which is also the key of its translations. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly english: string;
}

/** The parts of a text that are in braces. */
type Braced<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Braced<Rest> : never;

type NameOf<Slot extends string> = Slot extends `${infer Name}, number` ? Name : Slot;

/** A problem's parameters, derived from its text. */
type Params<Key extends ProblemKey> = {
  readonly [Slot in Braced<TextOf<Key>> as NameOf<Slot>]: Slot extends `${string}, number` ? number : Value;
};

/** A problem's parameters, as function arguments. */
export type Given<Key extends ProblemKey> = [Braced<TextOf<Key>>] extends [never]
  ? [params?: Readonly<Record<string, never>>]
  : [params: Params<Key>];

/** An error's parameters, as function arguments, with the number of seconds to wait before trying again. */
export type GivenToError<Key extends ErrorKey> = [...Given<Key>, retryAfter?: number];

/** Creates a problem object. It can also be used in the browser, because it doesn't load the message table. */
export function problem<Key extends ProblemKey>(key: Key, ...[params = {}]: Given<Key>): Problem<Key> {
  return { key, params };
}
