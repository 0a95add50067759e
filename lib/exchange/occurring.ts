/** Checks whether passages occur in a text. Punctuation and whitespace are ignored. */

/** A text and the samples to find in it. */
interface Sought {
  text: string;
  /** Samples in the form returned by `folded`. */
  samples: readonly string[];
}

/** The number of samples that occur in a text. */
export function occurringIn({ text, samples }: Sought): number {
  const whole = folded(text);
  return samples.filter((sample) => whole.includes(sample)).length;
}

/** Removes what can differ between copies of a text: case, punctuation and whitespace. */
export function folded(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
}
