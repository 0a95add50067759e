import { describe, expect, it } from "vitest";
import { problem } from "@/lib/errors/problem";
import { sentenceOf } from "@/lib/errors/sentence";
import { CONTEXT } from "@/lib/exchange/annotation-rules";
import { BACKUP_FORMAT, BACKUP_VERSION } from "@/lib/exchange/backup";
import { readAlone, readFile } from "@/lib/exchange/read-file";

type Parts = Record<string, unknown>;

const many = (length: number) => "x".repeat(length);
const iri = (length: number) => `https://a.example/${many(length - 18)}`;

const licences = (length: number) => Array.from({ length }, (_, at) => `https://licences.example/${at}`);

const annotation = ({ selector, ...parts }: Parts): Parts => ({
  "@context": CONTEXT,
  id: "https://notes.example/1",
  type: "Annotation",
  bodyValue: "A note",
  target: {
    source: "https://reports.example/r/rivers",
    selector: { type: "TextQuoteSelector", exact: "grain", ...(selector as Parts) },
  },
  ...parts,
});
const replying = (parts: Parts): Parts => ({
  ...annotation({ motivation: "replying", target: "https://notes.example/2" }),
  ...parts,
});
const hypothesis = (parts: Parts): Parts => ({
  ...{ id: "one", uri: "https://press.example/1", text: "A note", user: "acct:ann@hypothes.is" },
  target: [{ source: "https://press.example/1", selector: [{ type: "TextQuoteSelector", exact: "grain" }] }],
  ...parts,
});
const backup = ({ quote, note, ...parts }: Parts): Parts => ({
  format: BACKUP_FORMAT,
  version: BACKUP_VERSION,
  entries: [
    {
      ...{ kind: "note", iri: "urn:uuid:1", alias: null, creator: null, created: null, modified: null },
      ...{ source: "rivers", colour: 1, audience: null, tags: [] },
      quote: { exact: "grain", prefix: "", suffix: "", position: null, ...(quote as Parts) },
      note: { body: "A note", modified: null, resolvedAt: null, ...(note as Parts) },
      ...parts,
    },
  ],
});
const named = (name: string, id: string | null = null) => ({ creator: { ...(id !== null && { id }), name } });

describe("an entry in a file", () => {
  it.each<[what: string, file: Parts, reason: RegExp]>([
    ["a long ID", annotation({ id: iri(2_001) }), /^Its ID is longer than 2,000 characters\.$/u],
    ["a long canonical ID", annotation({ canonical: iri(2_001) }), /^Its ID is longer/u],
    ["a long name", annotation(named(many(201))), /^The name of its creator is longer than 200 characters\.$/u],
    ["a long ID of its creator", annotation({ creator: iri(2_001) }), /^The ID of its creator is longer/u],
    [
      "a long URL",
      annotation({ target: { ...(annotation({}).target as Parts), source: iri(2_001) } }),
      /^The URL of its document/u,
    ],
    [
      "a long passage",
      annotation({ selector: { exact: many(20_001) } }),
      /^Its passage is longer than the maximum for a highlight/u,
    ],
    ["long text before it", annotation({ selector: { prefix: many(5_001) } }), /^The text before its passage/u],
    ["long text after it", annotation({ selector: { suffix: many(5_001) } }), /^The text after its passage/u],
    ["a long note", annotation({ bodyValue: many(50_001) }), /^The note is longer than 50,000 characters/u],
    ["a long reply", replying({ bodyValue: many(50_001) }), /^The reply is longer than 50,000 characters/u],
    [
      "a long name of the item it replies to",
      replying({ target: iri(2_001) }),
      /^The ID of the item it replies to is longer/u,
    ],
    ["many rights", annotation({ rights: licences(21) }), /^It has more than 20 entries for rights\.$/u],
    ["a long licence name", annotation({ rights: iri(2_001) }), /^One of its rights is longer than 2,000/u],
    ["many motivations", annotation({ motivation: licences(21) }), /^It has more than 20 motivations\.$/u],
    ["a long motivation", replying({ motivation: ["replying", iri(2_001)] }), /^One of its motivations is longer/u],
    [
      "many rights in a backup",
      backup({ terms: { rights: licences(21), motivations: [] } }),
      /more than 20 entries for rights/u,
    ],
    [
      "rights in a backup that are not IRIs",
      backup({ terms: { rights: ["mine"], motivations: [] } }),
      /terms\.rights/u,
    ],
    ["an invalid motivation in a backup", backup({ terms: { rights: [], motivations: ["liking"] } }), /terms\.mot/u],
    [
      "a time outside any calendar",
      annotation({ created: "-000300-01-01T00:00:00Z" }),
      /^Its creation date is not between/u,
    ],
    [
      "a NUL in its ID",
      annotation({ id: "https://a.example/\0" }),
      /^Its ID contains characters that are not allowed in an IRI/u,
    ],
    ["a long Hypothesis name", hypothesis({ user_info: { display_name: many(201) } }), /^The name of its creator/u],
    ["a long Hypothesis user", hypothesis({ user: `acct:${many(2_001)}` }), /creator is longer/u],
    ["a NUL in a Hypothesis user", hypothesis({ user: "acct:\0" }), /creator contains characters/u],
    ["a long Hypothesis ID", hypothesis({ id: many(2_001) }), /^Its ID is longer/u],
    ["a long ID in a backup", backup({ iri: iri(3_000_000) }), /^Its ID is longer/u],
    ["a long name in a backup", backup({ creator: { iri: null, name: many(3_000_000) } }), /^The name of its creator/u],
    ["a long tag in a backup", backup({ tags: [many(3_000_000)] }), /^One of its tags is longer/u],
    ["an invalid tag in a backup", backup({ tags: ["!"] }), /^A tag needs at least one letter/u],
    [
      "many tags in a backup",
      backup({ tags: Array.from({ length: 101 }, (_, at) => `t${at}`) }),
      /more than 100 tags/u,
    ],
    ["an empty note in a backup", backup({ note: { body: " " } }), /^The note is empty/u],
    [
      "a year that does not exist",
      backup({ note: { resolvedAt: "0000-06-01T00:00:00Z" } }),
      /resolved is not between/u,
    ],
  ])("is rejected individually, with an explanation, for %s", (_what, file, reason) => {
    const { entries } = readFile(JSON.stringify(file.format || file.uri === undefined ? file : [file]));
    expect(entries).toMatchObject([{ kind: "invalid" }]);
    const [entry] = entries;
    const said = "reason" in entry! ? sentenceOf(entry.reason) : "";
    expect(said).toMatch(reason);
    expect(said.length).toBeLessThan(200);
    if ("@context" in file) expect(readAlone(file)).toMatchObject({ kind: "invalid" });
  });

  it("is rejected if its total size is too large", () => {
    const parts = {
      ...{ id: iri(2_000), canonical: iri(2_000), ...named(many(200), iri(2_000)), bodyValue: many(50_000) },
      selector: { exact: many(20_000), prefix: many(5_000), suffix: many(5_000) },
    };
    expect(readAlone(annotation(parts))).toMatchObject({ kind: "note" });
    const file = backup({
      ...{ iri: iri(2_000), alias: iri(2_000), tags: Array.from({ length: 100 }, () => `${"#".repeat(199)}a`) },
      quote: parts.selector,
      note: { body: many(50_000) },
    });
    const reason = problem("entry.size", { max: 100_000 });
    expect(readFile(JSON.stringify(file)).entries).toMatchObject([{ kind: "invalid", reason }]);
    expect(sentenceOf(reason)).toBe("It has more than 100,000 characters in total.");
  });

  it("does not affect other entries if it is rejected", () => {
    const file = [annotation({}), annotation({ id: iri(1_000_000) }), annotation({ id: "https://notes.example/3" })];
    expect(readFile(JSON.stringify(file)).entries.map(({ kind }) => kind)).toEqual(["note", "invalid", "note"]);
  });
});
