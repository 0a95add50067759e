/**
 * Builds a suffix array by induced sorting (SA-IS: Nong, Zhang and Chan 2009). This takes linear time for any sequence,
 * whereas sorting by comparison would take quadratic time for repetitive texts.
 *
 * @param sequence numbers from 0 up to, but not including, `size`
 */
export function suffixArray(sequence: Uint32Array, size: number): Int32Array {
  const { length } = sequence;
  if (length < 2) return new Int32Array(length);
  const isSmall = smallSuffixes(sequence);
  const starts = leftmost(isSmall);
  const rough = induce(sequence, size, isSmall, starts);
  const sorted = rough.filter((offset) => isLeftmost(isSmall, offset));
  const { names, count } = nameParts(sequence, isSmall, sorted);
  const reduced = Uint32Array.from(starts, (offset) => names[offset]!);
  // If all substrings are different, they are already in order.
  const order = count === starts.length ? sorted : suffixArray(reduced, count).map((index) => starts[index]!);
  return induce(sequence, size, isSmall, order);
}

/**
 * For each suffix, 1 if it is S-type, that is, if it sorts before the next suffix. The end of the sequence sorts before
 * everything.
 */
function smallSuffixes(sequence: Uint32Array): Uint8Array {
  const isSmall = new Uint8Array(sequence.length);
  for (let index = sequence.length - 2; index >= 0; index--) {
    const [one, next] = [sequence[index]!, sequence[index + 1]!];
    isSmall[index] = one < next || (one === next && isSmall[index + 1] === 1) ? 1 : 0;
  }
  return isSmall;
}

/** Whether an offset is a leftmost S-type suffix (LMS). The substrings between LMS offsets are named and sorted. */
function isLeftmost(isSmall: Uint8Array, offset: number): boolean {
  return offset > 0 && isSmall[offset] === 1 && isSmall[offset - 1] === 0;
}

function leftmost(isSmall: Uint8Array): Int32Array {
  const offsets: number[] = [];
  for (let offset = 1; offset < isSmall.length; offset++) if (isLeftmost(isSmall, offset)) offsets.push(offset);
  return Int32Array.from(offsets);
}

/** Sorts all suffixes by induction, starting from those whose order is known. */
function induce(sequence: Uint32Array, size: number, isSmall: Uint8Array, known: Int32Array): Int32Array {
  const { length } = sequence;
  const sorted = new Int32Array(length).fill(-1);
  const { heads, tails } = bucketsOf(sequence, size);
  const smallTails = tails.slice();
  for (let index = known.length - 1; index >= 0; index--) {
    const offset = known[index]!;
    sorted[--smallTails[sequence[offset]!]!] = offset;
  }
  const placeLarge = (offset: number): void => {
    if (offset >= 0 && isSmall[offset] === 0) sorted[heads[sequence[offset]!]!++] = offset;
  };
  placeLarge(length - 1);
  for (let index = 0; index < length; index++) placeLarge(sorted[index]! - 1);
  for (let index = length - 1; index >= 0; index--) {
    const offset = sorted[index]! - 1;
    if (offset >= 0 && isSmall[offset] === 1) sorted[--tails[sequence[offset]!]!] = offset;
  }
  return sorted;
}

/** The bucket of each number, which is the range of suffixes that begin with it. */
function bucketsOf(sequence: Uint32Array, size: number): { heads: Uint32Array; tails: Uint32Array } {
  const heads = new Uint32Array(size);
  const tails = new Uint32Array(size);
  for (const number of sequence) tails[number]!++;
  let sum = 0;
  for (let number = 0; number < size; number++) {
    heads[number] = sum;
    sum += tails[number]!;
    tails[number] = sum;
  }
  return { heads, tails };
}

/** Names for LMS substrings in sorted order. Equal substrings get equal names. */
function nameParts(
  sequence: Uint32Array,
  isSmall: Uint8Array,
  sorted: Int32Array,
): { names: Int32Array; count: number } {
  const names = new Int32Array(sequence.length).fill(-1);
  let count = 0;
  let last = -1;
  for (const offset of sorted) {
    if (last < 0 || !isSamePart(sequence, isSmall, last, offset)) count++;
    names[offset] = count - 1;
    last = offset;
  }
  return { names, count };
}

function isSamePart(sequence: Uint32Array, isSmall: Uint8Array, one: number, other: number): boolean {
  for (let step = 0; ; step++) {
    const [index, place] = [one + step, other + step];
    if (index >= sequence.length || place >= sequence.length) return false;
    if (sequence[index] !== sequence[place] || isSmall[index] !== isSmall[place]) return false;
    if (step === 0) continue;
    const [ends, endsToo] = [isLeftmost(isSmall, index), isLeftmost(isSmall, place)];
    if (ends || endsToo) return ends && endsToo;
  }
}
