import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { CONTEXT } from "@/lib/exchange/annotation-rules";
import { BACKUP_FORMAT, BACKUP_VERSION, backupOf } from "@/lib/exchange/backup";
import { wellFormed } from "@/lib/exchange/json";
import type { PortableArea, PortableReply } from "@/lib/exchange/portable";
import { readFile } from "@/lib/exchange/read-file";
import { annotationOf, type OutgoingNote } from "@/lib/exchange/write-annotation";

const iri = fc.uuid().map((id) => `urn:uuid:${id}`);
const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).map(wellFormed);
const shown = words.filter((text) => text.trim() !== "");
const time = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
  .map((date) => new Date(date));
const tag = fc.stringMatching(/^[a-zа-яё][a-zа-яё0-9 -]{0,30}[a-z0-9]$/u).map((text) => text.replace(/ +/gu, " "));
const licence = fc.constantFrom("https://licences.example/by", "https://licences.example/reserved", "urn:x:mine");
const foreign = fc.constantFrom("questioning", "oa:tagging", "https://my.example/m");
const terms = fc
  .record({
    rights: fc.uniqueArray(licence, { maxLength: 3 }),
    motivations: fc.uniqueArray(foreign, { maxLength: 3 }),
  })
  .filter(({ rights, motivations }) => rights.length + motivations.length > 0);
const made = {
  iri,
  alias: fc.option(iri),
  creator: fc.option(fc.record({ iri, name: fc.option(shown) })),
  created: fc.option(time),
  modified: fc.option(time),
  terms: fc.option(terms, { nil: undefined }),
};
const audience = fc.oneof(
  fc.record({ visibility: fc.constantFrom("private" as const, "team" as const), groupId: fc.constant(null) }),
  fc.record({ visibility: fc.constant("group" as const), groupId: fc.uuid() }),
);

const edge = fc.nat(16_000);
const marked = fc
  .record({
    page: fc.nat(400),
    x0: edge,
    y0: edge,
    width: edge,
    height: edge,
    isPage: fc.boolean(),
    description: shown,
  })
  .map(({ page, x0, y0, width, height, isPage, description }): PortableArea => {
    const edges = { x0, y0, x1: x0 + width + 1, y1: y0 + height + 1 };
    const area = isPage ? { page, ...edges } : { picture: "0123456789abcdef".repeat(2), ...edges };
    return { area, description: description.trim(), page: isPage ? { hash: "f".repeat(64) } : null };
  });

const note: fc.Arbitrary<OutgoingNote> = fc
  .record({
    kind: fc.constant("note" as const),
    ...made,
    source: fc.constant("https://concord.example/r/rivers"),
    exact: shown,
    prefix: words,
    suffix: words,
    position: fc.option(fc.nat()),
    length: fc.nat(1000),
    isInBlock: fc.boolean(),
    page: fc.constant(null),
    markedArea: fc.option(marked, { nil: undefined }),
    colour: fc.option(fc.constantFrom(...COLOURS)),
    audience: fc.option(audience),
    tags: fc.uniqueArray(tag, { maxLength: 5 }),
    note: fc.option(fc.record({ body: shown, modified: fc.option(time), resolvedAt: fc.constant(null) })),
  })
  .map(({ exact, prefix, suffix, position, length, isInBlock, markedArea, ...rest }) => {
    // Only an area that has a place is exported as one. It has no words.
    if (markedArea && position !== null) {
      const quote = { exact: "", prefix: "", suffix: "", position };
      return { ...rest, quote, end: position, block: null, markedArea, description: markedArea.description };
    }
    return {
      ...{ ...rest, description: "" },
      quote: { exact, prefix, suffix, position },
      end: position === null ? null : position + length,
      block: isInBlock && position !== null ? { id: "b-1", start: position, end: position + length } : null,
    };
  });

const reply: fc.Arbitrary<PortableReply> = fc.record({
  kind: fc.constant("reply" as const),
  ...made,
  to: iri,
  body: shown,
});

const entries = fc.array(fc.oneof(note, reply), { maxLength: 6 });

/** Reads a file. Leaves out the line numbers of its entries, which are used only for display. */
const read = (file: object) => readFile(JSON.stringify(file, null, 1)).entries.map(({ line: _, ...entry }) => entry);
const carried = ({ end: _, block: _block, page: _page, description: _said, ...entry }: OutgoingNote) => entry;
const plain = (entry: OutgoingNote | PortableReply) => (entry.kind === "note" ? carried(entry) : entry);

/** The `replying` motivation identifies a reply, so it is exported too. */
function repliesWith({ terms: kept }: PortableReply) {
  if (!kept || kept.motivations.length === 0) return kept;
  return { ...kept, motivations: ["replying", ...kept.motivations] };
}

/**
 * Some things can't be expressed in Web Annotations. If a text has no modification time, it gets that of its
 * annotation.
 */
function asAnnotation(entry: OutgoingNote | PortableReply) {
  if (entry.kind === "reply") return { ...entry, terms: repliesWith(entry) };
  const { note: written, modified } = entry;
  return { ...carried(entry), note: written && { ...written, modified: written.modified ?? modified } };
}

describe("exporting and importing preserves entries", () => {
  it("as Web Annotations", () => {
    fc.assert(
      fc.property(entries, (all) => {
        const page = { id: "urn:x:page", type: "AnnotationPage", items: all.map(annotationOf) };
        const collection = { "@context": CONTEXT, id: "urn:x:all", type: "AnnotationCollection", first: page };
        expect(read(collection)).toEqual(all.map(asAnnotation));
        expect(read({ "@context": CONTEXT, ...page })).toEqual(all.map(asAnnotation));
      }),
      { numRuns: 300 },
    );
  });

  it("with the stylesheet for their style class, as section 4.4 requires", () => {
    fc.assert(
      fc.property(note, (entry) => {
        const { stylesheet, target } = annotationOf(entry) as {
          stylesheet?: { value: string };
          target: { styleClass?: string };
        };
        if (entry.colour === null) expect([stylesheet, target.styleClass]).toEqual([undefined, undefined]);
        else expect(stylesheet?.value).toContain(`.${target.styleClass} {`);
      }),
      { numRuns: 100 },
    );
  });

  it("as a backup, including resolved notes and lost quotes", () => {
    fc.assert(
      fc.property(entries, time, (all, resolvedAt) => {
        const resolved = all.map((entry) =>
          entry.kind === "note" && entry.note ? { ...entry, note: { ...entry.note, resolvedAt } } : entry,
        );
        const file = { format: BACKUP_FORMAT, version: BACKUP_VERSION, entries: resolved.map(backupOf) };
        expect(read(file)).toEqual(resolved.map(plain));
      }),
      { numRuns: 300 },
    );
  });
});
