import { describe, expect, it } from "vitest";
import { CONTEXT } from "@/lib/exchange/annotation-rules";
import { type PortableNote, Refusal } from "@/lib/exchange/portable";
import { readAnnotation } from "@/lib/exchange/read-annotation";

/**
 * Our own examples, in the order of the sections in the Web Annotation Data Model (W3C Recommendation, 23 February
 * 2017).
 */

const SOURCE = "https://reports.example/r/rivers";
const QUOTE = { type: "TextQuoteSelector", exact: "carry grain", prefix: "Barges ", suffix: " down" };
const TARGET = { type: "SpecificResource", source: SOURCE, selector: QUOTE };

type Parts = Record<string, unknown>;

/** An annotation with these properties. A property is removed if its value is undefined. */
const annotation = (parts: Parts = {}): Parts =>
  JSON.parse(
    JSON.stringify({
      "@context": CONTEXT,
      id: "https://notes.example/1",
      type: "Annotation",
      target: TARGET,
      ...parts,
    }),
  );

const read = (parts: Parts) => readAnnotation(annotation(parts), { isInPage: false });
const note = (parts: Parts) => read(parts) as PortableNote;
const withBody = (body: unknown, more: Parts = {}) => note({ body, ...more });
const withSelector = (selector: unknown) => note({ target: { ...TARGET, selector } }).quote;
const text = (value: string, more: Parts = {}) => ({ type: "TextualBody", value, ...more });

const refusalOf = (value: unknown, isInPage = false): Refusal => {
  try {
    readAnnotation(value, { isInPage });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("It was read.");
};

describe("a valid annotation", () => {
  it.each<[section: string, parts: Parts, body: string | null, tags: string[]]>([
    ["3.1 without a body", {}, null, []],
    [
      "3.1 with additional contexts and types",
      { "@context": [CONTEXT, { my: "https://my.example/" }], type: ["Annotation", "my:Note"] },
      null,
      [],
    ],
    ["3.2.1 with a web resource", { body: "https://posts.example/1" }, "<https://posts.example/1>", []],
    [
      "3.2.1 with a described resource",
      { body: { id: "https://posts.example/1.mp3", format: "audio/mpeg", language: ["fr", "en"] } },
      "<https://posts.example/1.mp3>",
      [],
    ],
    [
      "3.2.2 with a class",
      { body: { id: "https://posts.example/1.mpg", type: "Video" } },
      "<https://posts.example/1.mpg>",
      [],
    ],
    ["3.2.3 with a segment", { body: "https://posts.example/1#t=5,8" }, "<https://posts.example/1#t=5,8>", []],
    ["3.2.4 with Markdown", { body: text("A *good* point", { format: "text/markdown" }) }, "A *good* point", []],
    [
      "3.2.4 with plain text",
      { body: text("2 * 3 * 4\n\n# none", { format: "text/plain" }) },
      "2 \\* 3 \\* 4\n\n\\# none",
      [],
    ],
    [
      "3.2.4 with HTML",
      { body: text("<p>A <b>good</b> <script>evil()</script>point</p>", { format: "text/html" }) },
      "A **good** point",
      [],
    ],
    ["3.2.4 without a type", { body: { value: "Plain" } }, "Plain", []],
    ["3.2.5 with a string", { bodyValue: "Plain" }, "Plain", []],
    [
      "3.2.6 with several bodies",
      { body: [text("One"), "https://posts.example/2", text("river", { purpose: "tagging" })] },
      "One\n\n<https://posts.example/2>",
      ["river"],
    ],
    [
      "3.2.7 with a choice",
      { body: { type: "Choice", items: [text("In English"), text("En français")] } },
      "In English",
      [],
    ],
    ["3.3.5 that is a classification", { motivation: "tagging", bodyValue: "grain" }, null, ["grain"]],
    [
      "3.3.5 with several motivations",
      { motivation: ["commenting", "oa:tagging", "https://my.example/m"], bodyValue: "grain" },
      "grain",
      [],
    ],
    [
      "4.1 with a purpose for a resource",
      { body: { type: "SpecificResource", purpose: "tagging", source: "https://tags.example/1" } },
      null,
      ["https://tags.example/1"],
    ],
    [
      "4 with a specific body",
      {
        body: {
          type: "SpecificResource",
          source: { id: "https://posts.example/1" },
          selector: { type: "CssSelector", value: "p" },
        },
      },
      "<https://posts.example/1>",
      [],
    ],
  ])("%s", (_section, parts, body, tags) => {
    const { note: written, tags: filed } = note(parts);
    expect([written?.body ?? null, filed]).toEqual([body, tags]);
  });

  it("3.3.1 to 3.3.7 includes its creator, times, audience and other locations", () => {
    const parts = {
      creator: { id: "https://people.example/ann", type: "Person", name: ["Ann Lee", "A. L."], nickname: "ann" },
      created: "2025-03-01T12:00:00Z",
      modified: "2025-03-02T12:00:00.5Z",
      generator: "https://apps.example/1",
      generated: "2025-03-03T12:00:00Z",
      audience: { id: "https://people.example/teachers", type: "schema:EducationalAudience" },
      rights: "https://creativecommons.org/publicdomain/zero/1.0/",
      canonical: "urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df",
      via: ["https://other.example/1"],
      stylesheet: { id: "https://styles.example/1", type: "CssStylesheet" },
    };
    expect(note(parts)).toMatchObject({
      iri: parts.canonical,
      alias: "https://notes.example/1",
      creator: { iri: "https://people.example/ann", name: "Ann Lee" },
      created: new Date("2025-03-01T12:00:00Z"),
      modified: new Date("2025-03-02T12:00:00.500Z"),
      audience: null,
      terms: { rights: [parts.rights], motivations: [] },
    });
  });

  it("3.3.2 to 4.6 with all optional properties", () => {
    const agent = {
      type: "Person",
      nickname: "ann",
      email: "mailto:ann@people.example",
      homepage: "https://people.example/ann",
    };
    const parts = {
      creator: [agent, "https://people.example/bob"],
      generator: { type: "Software", name: "A client", homepage: "https://apps.example/" },
      audience: { type: "schema:EducationalAudience", "schema:educationalRole": "teacher" },
      stylesheet: { type: "CssStylesheet", value: ".red { color: red }" },
      body: { type: "Independents", items: [text("One"), { source: { id: "https://posts.example/1" } }] },
      target: {
        ...TARGET,
        accessibility: ["captions", "index"],
        styleClass: "red",
        renderedVia: { type: "Software", "schema:softwareVersion": "2.5" },
        scope: "https://pages.example/1",
        state: {
          ...{ type: "HttpRequestState", value: "Accept: text/html" },
          refinedBy: { type: "TimeState", sourceDate: "2025-02-28T00:00:00Z", cached: "https://archive.example/1" },
        },
      },
    };
    expect(note(parts)).toMatchObject({
      creator: { iri: null, name: "ann" },
      quote: { exact: "carry grain" },
      note: { body: "One\n\n<https://posts.example/1>" },
    });
  });

  it.each<[section: string, selector: unknown, quote: object]>([
    ["4.2.4", QUOTE, { exact: "carry grain", prefix: "Barges ", suffix: " down", position: null }],
    [
      "4.2.4 without context",
      { type: "TextQuoteSelector", exact: "grain" },
      { exact: "grain", prefix: "", suffix: "" },
    ],
    [
      "4.2 in alternatives",
      [{ type: "XPathSelector", value: "/p[1]" }, { type: "TextPositionSelector", start: 7, end: 18 }, QUOTE],
      { exact: "carry grain", position: 7 },
    ],
    [
      "4.2.9 refining an element",
      { type: "CssSelector", value: "p", refinedBy: QUOTE },
      { exact: "carry grain", position: null },
    ],
    [
      "4.2.9 refining another quote",
      {
        type: "TextQuoteSelector",
        exact: "Barges carry grain down",
        prefix: "here. ",
        refinedBy: { type: "TextQuoteSelector", exact: "grain" },
      },
      { exact: "grain", prefix: "here. Barges carry ", suffix: " down" },
    ],
    [
      "4.2.9 refining by positions",
      { ...QUOTE, refinedBy: { type: "TextPositionSelector", start: 6, end: 11 } },
      { exact: "grain", prefix: "Barges carry ", suffix: " down" },
    ],
    [
      "4.2.9 counting characters, not code units",
      { type: "TextQuoteSelector", exact: "🏔🏔 grain", refinedBy: { type: "TextPositionSelector", start: 3, end: 8 } },
      { exact: "grain", prefix: "🏔🏔 " },
    ],
  ])("%s gives the quote", (_section, selector, quote) => {
    expect(withSelector(selector)).toMatchObject(quote);
  });

  it("3.3.5 that is a reply includes its parent", () => {
    const parts = { motivation: "replying", body: text("I agree"), target: "https://notes.example/0" };
    expect(read(parts)).toMatchObject({ kind: "reply", to: "https://notes.example/0", body: "I agree" });
  });

  it("5.2 within a page needs no context", () => {
    const { "@context": _, ...bare } = annotation();
    expect(readAnnotation(bare, { isInPage: true })).toMatchObject({ kind: "note" });
  });

  it("with values that are not valid tags has them appended to the note", () => {
    const long = "x".repeat(41);
    const tags = ["one", "ONE", "two, three", long].map((value) => text(value, { purpose: "tagging" }));
    expect(withBody(tags)).toMatchObject({ tags: ["ONE"], note: { body: `Tags: two, three; ${long}` } });
  });
});

describe("rejects a valid annotation that is not a note on a passage, with the reason", () => {
  const target = (selector: unknown) => ({ target: { ...TARGET, selector } });
  it.each<[string, Parts, RegExp]>([
    ["a whole document", { target: "https://reports.example/r/rivers" }, /whole document/u],
    ["a URL fragment", { target: { id: "https://pictures.example/1#xywh=1,1,2,2" } }, /after the “#”/u],
    ["several targets", { target: [TARGET, TARGET] }, /several targets/u],
    ["a choice of targets", { target: { type: "Choice", items: [TARGET] } }, /choice or a group/u],
    ["an image", target({ type: "SvgSelector", value: "<svg/>" }), /part of a picture \(SvgSelector\)/u],
    ["an element", target({ type: "XPathSelector", value: "/p" }), /element of a page \(XPathSelector\)/u],
    ["bytes", target({ type: "DataPositionSelector", start: 1, end: 2 }), /bytes of a file/u],
    ["only positions", target({ type: "TextPositionSelector", start: 1, end: 2 }), /but no quote/u],
    [
      "a range",
      target({
        type: "RangeSelector",
        startSelector: { type: "XPathSelector", value: "/a" },
        endSelector: { type: "XPathSelector", value: "/b" },
      }),
      /between 2 points/u,
    ],
    ["whitespace", target({ type: "TextQuoteSelector", exact: " \n" }), /only spaces/u],
    ["a custom selector", target({ type: "my:Selector" }), /doesn’t support its type of selector/u],
    ["a selector at another URL", target("https://selectors.example/1"), /doesn’t support its type of selector/u],
    ["an empty reply", { motivation: "replying", target: "https://notes.example/0" }, /an empty reply/u],
  ])("%s", (_name, parts, reason) => {
    const refusal = refusalOf(annotation(parts));
    expect(refusal.kind).toBe("unsupported");
    expect(refusal.message).toMatch(reason);
    expect(refusal.message).toMatch(/^\p{Lu}.*\.$/su);
  });
});

describe("rejects an invalid annotation, with the violated rule", () => {
  const target = (selector: unknown) => ({ target: { ...TARGET, selector } });
  const state = (state: unknown) => ({ target: { ...TARGET, state } });
  it.each<[section: string, parts: Parts]>([
    ["3.1", { "@context": undefined }],
    ["3.1", { "@context": "https://www.w3.org/ns/oa.jsonld" }],
    ["3.1", { "@context": [CONTEXT] }],
    ["3.1", { id: undefined }],
    ["3.1", { id: ["https://notes.example/1", "https://notes.example/2"] }],
    ["3.1", { id: "one" }],
    ["3.1", { type: undefined }],
    ["3.1", { type: "oa" }],
    ["3.1", { target: undefined }],
    ["3.1", { target: [] }],
    ["3.2", { target: 5 }],
    ["3.2.1", { body: "I like this" }],
    ["3.2.1", { body: { type: "Video" } }],
    ["3.2.1", { body: { id: "https://posts.example/1", format: 5 } }],
    ["3.2.1", { body: text("x", { textDirection: "up" }) }],
    ["3.2.2", { body: { id: "https://posts.example/1", type: 5 } }],
    ["3.2.4", { body: { type: "TextualBody" } }],
    ["3.2.4", { body: { type: "TextualBody", value: ["one", "two"] } }],
    ["3.2.5", { bodyValue: ["one", "two"] }],
    ["3.2.5", { bodyValue: { value: "one" } }],
    ["3.2.5", { bodyValue: "one", body: text("two") }],
    ["3.2.6", { body: null }],
    ["3.2.7", { body: { type: "Choice" } }],
    ["3.2.7", { body: { type: "Choice", items: [] } }],
    ["3.2.7", { body: { type: ["Choice", "List"], items: [text("One"), text("Two")] } }],
    ["3.2.7", { body: { items: [text("one")] } }],
    ["3.3.1", { created: "2025-03-01" }],
    ["3.3.1", { created: "2025-03-01T12:00:00+01:00" }],
    ["3.3.1", { created: "2025-02-30T12:00:00+00:00" }],
    ["3.3.1", { modified: ["2025-03-01T12:00:00Z", "2025-03-02T12:00:00Z"] }],
    ["3.3.1", { generated: "2025-13-01T12:00:00Z" }],
    ["3.1", { type: ["Annotation", 5] }],
    ["3.3.1", { created: "2025-02-30T12:00:00Z" }],
    ["3.3.1", { body: text("x", { created: "2025-03-01T12:00:00" }) }],
    ["3.3.2", { creator: { email: "ann@people.example" } }],
    ["3.3.2", { creator: { email_sha1: 5 } }],
    ["3.3.2", { generator: { type: "Software", homepage: "here" } }],
    ["3.3.2", { creator: { type: 5 } }],
    ["3.3.3", { audience: { type: "EducationalAudience" } }],
    ["3.3.3", { audience: { type: "schema:Audience", educationalRole: "teacher" } }],
    ["3.3.4", { target: { ...TARGET, accessibility: 5 } }],
    ["4.5", { target: { ...TARGET, renderedVia: "a browser" } }],
    ["3.3.2", { creator: "Ann" }],
    ["3.3.2", { creator: { id: "Ann" } }],
    ["3.3.2", { creator: { name: 5 } }],
    ["3.3.2", { creator: { nickname: ["a", "b"] } }],
    ["3.3.3", { audience: "teachers" }],
    ["3.3.5", { motivation: "liking" }],
    ["3.3.5", { motivation: 5 }],
    ["3.3.5", { body: text("x", { purpose: "liking" }) }],
    ["3.3.6", { rights: "mine" }],
    ["“canonical”", { canonical: ["https://a.example/", "https://b.example/"] }],
    ["3.3.7", { via: "here" }],
    ["4", { target: { type: "SpecificResource", selector: QUOTE } }],
    ["4", { target: { ...TARGET, source: [SOURCE, SOURCE] } }],
    ["4.2", target({ exact: "grain" })],
    ["4.2", target(5)],
    ["4.2.1", target({ type: "FragmentSelector" })],
    ["4.2.1", target({ type: "FragmentSelector", value: "x", conformsTo: "rfc" })],
    ["4.2.2", target({ type: "CssSelector" })],
    ["4.2.3", target({ type: "XPathSelector", value: ["/a", "/b"] })],
    ["4.2.4", target({ type: "TextQuoteSelector", prefix: "a" })],
    ["4.2.4", target({ ...QUOTE, exact: ["a", "b"] })],
    ["4.2.4", target({ ...QUOTE, prefix: ["a", "b"] })],
    ["4.2.4", target({ ...QUOTE, suffix: 5 })],
    ["4.2.5", target({ type: "TextPositionSelector", start: 1 })],
    ["4.2.5", target({ type: "TextPositionSelector", start: -1, end: 2 })],
    ["4.2.5", target({ type: "TextPositionSelector", start: "1", end: "2" })],
    ["4.2.5", target([QUOTE, { type: "TextPositionSelector", start: 1.5, end: 2 }])],
    ["4.2.6", target({ type: "DataPositionSelector", end: 2 })],
    ["4.2.7", target({ type: "SvgSelector" })],
    ["4.2.8", target({ type: "RangeSelector", startSelector: QUOTE })],
    ["4.2.5", target({ type: "RangeSelector", startSelector: QUOTE, endSelector: { type: "TextPositionSelector" } })],
    ["4.2.4", target({ type: "CssSelector", value: "p", refinedBy: { type: "TextQuoteSelector" } })],
    ["4.3.1", state({ type: "TimeState", sourceDate: "yesterday" })],
    ["4.3.1", state({ type: "TimeState", sourceDateStart: "2025-03-01T12:00:00Z" })],
    ["4.3.2", state({ type: "HttpRequestState" })],
    ["4.4", { stylesheet: ["https://a.example/", "https://b.example/"] }],
    ["4.4", { target: { ...TARGET, styleClass: 5 } }],
    ["4.6", { target: { ...TARGET, scope: "here" } }],
  ])("%s: %j", (section, parts) => {
    const refusal = refusalOf(annotation(parts));
    expect(refusal.kind).toBe("invalid");
    expect(refusal.message).toContain(section);
  });

  it.each([null, 5, "text", [], {}])("that is not an annotation: %j", (value) => {
    expect(refusalOf(value).kind).toBe("invalid");
  });

  it("that is maliciously nested", () => {
    let selector: object = QUOTE;
    let body: object = text("x");
    for (let depth = 0; depth < 5_000; depth++) {
      selector = { type: "CssSelector", value: "p", refinedBy: selector };
      body = { type: "Choice", items: [body] };
    }
    expect(refusalOf({ ...annotation(), target: { ...TARGET, selector } }).kind).toBe("invalid");
    expect(refusalOf({ ...annotation(), body }).kind).toBe("invalid");
    const html = text("<div>".repeat(20_000), { format: "text/html" });
    expect(refusalOf(annotation({ body: html })).message).toMatch(/nested too deep|longer/u);
  });
});
