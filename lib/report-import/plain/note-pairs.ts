import type { Definition, NoteMarker, NoteStyle } from "./note-candidates";

/** A note and the markers that refer to it, in order. */
export interface NotePair {
  definition: Definition;
  markers: readonly NoteMarker[];
}

/** Share of a style's candidates that must have markers. This excludes lists such as "(1) …". */
const LEAST_SHARE: Record<NoteStyle, number> = {
  bracket: 0.5,
  brace: 0.5,
  raised: 0.5,
  paren: 0.7,
  number: 0.5,
  star: 0.5,
};
/** Maximum number of lines on a page. A note marked with an asterisk is on the same page as its marker. */
const MAX_PAGE_LINES = 90;

/**
 * Finds the markers of each note. The numbers can start over in each chapter or on each page. Among notes and markers
 * with the same label, the first note is then paired with the first marker, and so on.
 */
export function pairNotes(definitions: readonly Definition[], markers: readonly NoteMarker[]): NotePair[] {
  const styleOf = stylesOfMarkers(definitions, markers);
  const byKey = groupBy(markers, ({ style, label }) => `${style} ${label}`);
  const groups = groupBy(definitions, (definition) => `${styleOf(definition)} ${definition.label}`);
  const pairs: NotePair[] = [];
  for (const [key, same] of groups) {
    const style = styleOf(same[0]!);
    pairs.push(
      ...(style === "star" ? pairNearby(same, byKey.get(key) ?? []) : pairInOrder(same, byKey.get(key) ?? [])),
    );
  }
  const accepted = new Set(
    (Object.keys(LEAST_SHARE) as NoteStyle[]).filter((style) => {
      const all = definitions.filter((definition) => definition.style === style).length;
      const paired = pairs.filter(({ definition }) => definition.style === style).length;
      return paired > 0 && paired >= all * LEAST_SHARE[style];
    }),
  );
  return pairs
    .filter(({ definition }) => accepted.has(definition.style))
    .sort((a, b) => a.definition.index - b.definition.index);
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/**
 * The style of a note's markers. This is the note's own style or, if the text has no such markers, the style of the
 * markers that have the most labels in common with the notes.
 */
function stylesOfMarkers(
  definitions: readonly Definition[],
  markers: readonly NoteMarker[],
): (definition: Definition) => NoteStyle {
  const labels = groupBy(markers, ({ style }) => style);
  const known = new Map([...labels].map(([style, same]) => [style, new Set(same.map(({ label }) => label))]));
  const shared = (own: readonly Definition[], style: NoteStyle) =>
    own.filter(({ label }) => known.get(style)?.has(label)).length;
  const chosen = new Map<NoteStyle, NoteStyle>();
  for (const [style, own] of groupBy(definitions, (definition) => definition.style)) {
    // A number in parentheses could mean anything, so it is not matched to a note with a bare number.
    const others = NUMBERED.filter((other) => style !== "number" || other !== "paren");
    const [best] = others.map((other) => ({ other, count: shared(own, other) })).sort((a, b) => b.count - a.count);
    chosen.set(style, style === "star" || shared(own, style) > 0 || !best?.count ? style : best.other);
  }
  return ({ style }) => chosen.get(style)!;
}

const NUMBERED: readonly NoteStyle[] = ["bracket", "raised", "brace", "paren"];

/** Pairs notes that have the same label with their markers, which appear before them in the same order. */
function pairInOrder(definitions: readonly Definition[], markers: readonly NoteMarker[]): NotePair[] {
  const isListed = definitions.every(({ style, section }) => style === "paren" && section !== undefined);
  const usable = isListed ? markers : markers.filter(({ isLoose }) => !isLoose);
  if (usable.length === definitions.length && usable.every((marker, nth) => marker.index < definitions[nth]!.index)) {
    return definitions.map((definition, nth) => ({ definition, markers: [usable[nth]!] }));
  }
  const [only] = definitions;
  if (only && definitions.length === 1) {
    const isBefore = usable.some((marker) => marker.index < only.index);
    return isBefore ? [{ definition: only, markers: usable }] : [];
  }
  const pairs: NotePair[] = [];
  let at = 0;
  definitions.forEach((definition, nth) => {
    const next = definitions[nth + 1];
    const start = at;
    while (at < usable.length && usable[at]!.index < definition.index) at++;
    const waiting = usable.slice(start, at);
    // Notes that follow each other without markers in between are at the end of the book.
    const isLast = next === undefined || (usable[at] !== undefined && usable[at]!.index < next.index);
    if (waiting.length === 0) return;
    pairs.push({ definition, markers: isLast ? waiting : waiting.slice(0, 1) });
    if (!isLast) at = start + 1;
  });
  return pairs;
}

/**
 * Pairs notes and markers that have the same symbol. Each note is paired with the first marker that follows the
 * previous note and is close enough to be on the same page.
 */
function pairNearby(definitions: readonly Definition[], markers: readonly NoteMarker[]): NotePair[] {
  const pairs: NotePair[] = [];
  let at = 0;
  for (const definition of definitions) {
    while (at < markers.length && markers[at]!.index < definition.index - MAX_PAGE_LINES) at++;
    const marker = markers[at];
    if (!marker || marker.index >= definition.index) continue;
    pairs.push({ definition, markers: [marker] });
    while (at < markers.length && markers[at]!.index < definition.index) at++;
  }
  return pairs;
}
