import type { Span } from "../anchoring/anchor";
import { UserError } from "../errors";

/** A passage as API clients identify it, by its words. */
interface NamedPassage {
  quote: string;
  prefix: string;
  suffix: string;
  start?: number | undefined;
}

/**
 * A passage's span in a text. Matching is exact.
 *
 * @throws UserError `passage-not-found` or `passage-ambiguous` (422)
 */
export function findPassage(text: string, { quote, prefix, suffix, start }: NamedPassage): Span {
  const whole = prefix + quote + suffix;
  const spanAt = (at: number): Span => ({ start: at + prefix.length, end: at + prefix.length + quote.length });
  if (start !== undefined) {
    const at = start - prefix.length;
    if (at >= 0 && text.startsWith(whole, at)) return spanAt(at);
    throw new UserError("passage-not-found.at-start");
  }
  const first = text.indexOf(whole);
  if (first < 0) {
    throw new UserError("passage-not-found.anywhere");
  }
  if (text.indexOf(whole, first + 1) >= 0) {
    throw new UserError("passage-ambiguous");
  }
  return spanAt(first);
}
