/** A message with parameters. A message without a status is only used inside other messages. */
interface Entry {
  /** In ICU syntax, like messages: `{name}`, or `{name, number}` for a number with thousands separators. */
  text: string;
  /** The HTTP status of the response. */
  status?: number;
}

/** Entries by key. The part of a key before the first dot is the code that clients get. */
export type ProblemTable = Readonly<Record<string, Entry>>;
