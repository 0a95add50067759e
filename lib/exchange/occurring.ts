/** Whether passages occur in a text, whatever their punctuation and white space. */

/** A text, and what is looked for in it. */
interface Sought {
  text: string;
  /** As `folded` makes them. */
  samples: readonly string[];
}

/** How many of some samples occur in a text. */
export function occurringIn({ text, samples }: Sought): number {
  const whole = folded(text);
  return samples.filter((sample) => whole.includes(sample)).length;
}

/** A text without what differs between copies of it. */
export function folded(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
}
