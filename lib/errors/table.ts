/** A sentence with parameters. Without a status, it is only a part of other sentences. */
interface Entry {
  /** In ICU syntax, as messages are: `{name}`, or `{name, number}` for a number with thousands separators. */
  text: string;
  /** The HTTP status of the response. */
  status?: number;
}

/** Entries by key. The part of a key before the first dot is the code that clients get. */
export type ProblemTable = Readonly<Record<string, Entry>>;
