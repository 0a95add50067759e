/** Quotations and lists within each other. Nobody reads twenty levels deep; each costs the parser more than the one before. */
const MAX_DEPTH = 20;
/** Brackets, or marks of emphasis, in one paragraph, that could belong to each other: the parser tries each with each. */
const MAX_MARKS = 1_000;

/** What begins a quotation or an item of a list, as CommonMark has it (5.1, 5.2). */
const CONTAINER = /^[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/u;
/** Where a paragraph ends: at a blank line, and at an item of a list that may interrupt it. */
const BOUNDARY = /^(?:[ \t>]*$|[ >]{0,3}[-+*][ \t]+\S)/u;
const BRACKETS = /[[\]]/gu;
const EMPHASIS = /\*+|_+|~+/gu;

/**
 * Whether Markdown is so tangled that to parse it takes a time out of all proportion, minutes or for ever, or more than the stack: as
 * it is made to hold up whoever shows it. This looks at each character a few times at most.
 */
export function isTangled(markdown: string): boolean {
  let [brackets, emphasis] = [0, 0];
  for (const line of markdown.split(/\r\n?|\n/u)) {
    if (BOUNDARY.test(line)) [brackets, emphasis] = [0, 0];
    brackets += countOf(BRACKETS, line);
    emphasis += countOf(EMPHASIS, line);
    if (brackets > MAX_MARKS || emphasis > MAX_MARKS || isDeep(line)) return true;
  }
  return false;
}

function isDeep(line: string): boolean {
  let rest = line;
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    const [marker] = CONTAINER.exec(rest) ?? [];
    if (marker === undefined) return false;
    rest = rest.slice(marker.length);
  }
  return true;
}

function countOf(pattern: RegExp, line: string): number {
  return line.match(pattern)?.length ?? 0;
}
