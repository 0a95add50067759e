import { describe, expect, it, test } from "vitest";
import { type Clause, type Filter, parseQuery, printQuery } from "@/lib/search/query";

const word = (text: string, more: { wildcard?: true; typing?: true } = {}): Clause => ({
  type: "word",
  word: text,
  wildcard: false,
  typing: false,
  ...more,
});
const typed = (text: string): Clause => word(text, { typing: true });
const begin = (text: string): Clause => word(text, { wildcard: true });
const phrase = (text: string): Clause => ({ type: "phrase", words: text.split(" "), closed: true, typing: false });
const open = (text: string, typing: boolean): Clause => ({
  type: "phrase",
  words: text.split(" "),
  closed: false,
  typing,
});
const filter = (of: Filter): Clause => ({ type: "filter", filter: of });
const section = (...words: string[]): Clause => filter({ field: "section", words });
const page = (from: number, to = from): Clause => filter({ field: "page", from, to });
const not = (clause: Clause): Clause => ({ type: "not", clause });
const any = (...of: Clause[][]): Clause => ({ type: "any", of });
const group = (...clauses: Clause[]): Clause => ({ type: "group", clauses });

const clausesOf = (input: string): Clause[] => parseQuery(input).clauses;
const hintsOf = (input: string): [string, string][] =>
  parseQuery(input).hints.map(({ code, from, to }) => [code, input.slice(from, to)]);

describe("parseQuery", () => {
  describe("parses text and phrases", () => {
    test.each<[string, Clause[]]>([
      ["", []],
      ["  ", []],
      ["Soft Power ", [word("soft"), word("power")]],
      ["soft pow", [word("soft"), typed("pow")]],
      ["26.14%", [word("26.14")]],
      ["67,727 – 9,5 ", [word("67,727"), word("9,5")]],
      ["post-Soviet\u00a0space\n", [word("post"), word("soviet"), word("space")]],
      ['"soft power"', [phrase("soft power")]],
      ["“soft power”", [phrase("soft power")]],
      ["«мягкая сила»", [phrase("мягкая сила")]],
      ["„soft power“", [phrase("soft power")]],
      ['“soft power"', [phrase("soft power")]],
      ['Nye "soft power" us', [word("nye"), phrase("soft power"), typed("us")]],
      ['"a b" "c"', [phrase("a b"), phrase("c")]],
      ['"post-Soviet (OR) -space*"', [phrase("post soviet or space")]],
      ['"soft pow', [open("soft pow", true)]],
      ['"soft power ', [open("soft power", false)]],
      ['"soft', [typed("soft")]],
      ['"soft*', [begin("soft")]],
      ['soft"', [word("soft")]],
      ['5" pipe 6" rod ', [word("5"), word("pipe"), word("6"), word("rod")]],
      ['𝒳" y ', [word("x"), word("y")]],
      ['"" "—"', []],
      ['Gomel "', [word("gomel")]],
    ])("%j", (input, clauses) => {
      expect(clausesOf(input)).toEqual(clauses);
    });
  });

  describe("parses -", () => {
    test.each<[string, Clause[]]>([
      ["soft -power", [word("soft"), not(typed("power"))]],
      ["-soft ", [not(word("soft"))]],
      ['-"soft power" us ', [not(phrase("soft power")), word("us")]],
      ['-"soft pow', [not(open("soft pow", true))]],
      ["-(soft power)", [not(group(word("soft"), word("power")))]],
      ["-(soft OR power)", [not(group(any([word("soft")], [word("power")])))]],
      ["(-soft power)", [group(not(word("soft")), word("power"))]],
      ["-section:annex", [not(section("annex"))]],
      ["-is:noted", [not(filter({ field: "is", state: "noted" }))]],
      ["-post-Soviet ", [not(phrase("post soviet"))]],
      ["-post-Sov", [not(open("post sov", true))]],
      ["-sov* ", [not(begin("sov"))]],
      ["-OR x ", [not(word("or")), word("x")]],
      ["post-Soviet ", [word("post"), word("soviet")]],
      ["soft--power --x ", [word("soft"), word("power"), word("x")]],
      ["–soft —power −x ", [word("soft"), word("power"), word("x")]],
      ["soft - power ", [word("soft"), word("power")]],
      ["-( soft ", [word("soft")]],
      ["(soft -) power ", [group(word("soft")), word("power")]],
    ])("%j", (input, clauses) => {
      expect(clausesOf(input)).toEqual(clauses);
    });
  });

  describe("parses OR and parentheses", () => {
    test.each<[string, Clause[]]>([
      ["soft OR hard ", [any([word("soft")], [word("hard")])]],
      ["a b OR c d ", [word("a"), any([word("b")], [word("c")]), word("d")]],
      ["a OR b OR c", [any([word("a")], [word("b")], [typed("c")])]],
      ["a OR b c OR d ", [any([word("a")], [word("b")]), any([word("c")], [word("d")])]],
      ["(a b) OR c ", [any([word("a"), word("b")], [word("c")])]],
      ["(a)OR(b c)", [any([word("a")], [word("b"), word("c")])]],
      ["(a OR b) c ", [group(any([word("a")], [word("b")])), word("c")]],
      ["(a OR b) OR c ", [any([any([word("a")], [word("b")])], [word("c")])]],
      ["((a b)) OR c ", [any([group(word("a"), word("b"))], [word("c")])]],
      ['"a b" OR -c OR in:notes', [any([phrase("a b")], [not(word("c"))], [filter({ field: "in", place: "notes" })])]],
      ["post-Soviet OR Eurasian ", [any([phrase("post soviet")], [word("eurasian")])]],
      ["a OR post-Sov", [any([word("a")], [open("post sov", true)])]],
      ["sov* OR a ", [any([begin("sov")], [word("a")])]],
      ["a — OR … b ", [any([word("a")], [word("b")])]],
      ["student(s)", [word("student"), group(word("s"))]],
      ["a or b Or c ", [word("a"), word("or"), word("b"), word("or"), word("c")]],
      ["ORGAN OR,x ", [word("organ"), word("or"), word("x")]],
      ["OR soft ", [word("or"), word("soft")]],
      ["soft OR ", [word("soft"), word("or")]],
      ["soft OR", [word("soft"), typed("or")]],
      ["(soft OR) x ", [group(word("soft"), word("or")), word("x")]],
      ["a OR OR b ", [any([word("a")], [word("b")])]],
      ["a OR () b ", [any([word("a")], [word("b")])]],
      ["a OR - b ", [any([word("a")], [word("b")])]],
      ["a (b c ", [word("a"), word("b"), word("c")]],
      ["a b) c ", [word("a"), word("b"), word("c")]],
      ["x OR (a b ", [any([word("x")], [word("a")]), word("b")]],
      ['(a "b) c', [word("a"), open("b c", true)]],
      [") ( :) ()", []],
    ])("%j", (input, clauses) => {
      expect(clausesOf(input)).toEqual(clauses);
    });
  });

  describe("parses *", () => {
    test.each<[string, Clause[]]>([
      ["sov*", [begin("sov")]],
      ["Russia’s* 9,5*", [begin("russia"), begin("9,5")]],
      ["post-sov* ", [word("post"), begin("sov")]],
      ["so*et ", [begin("so"), word("et")]],
      ["*sov * ** sov * ", [word("sov"), word("sov")]],
      ["sov** ", [begin("sov")]],
    ])("%j", (input, clauses) => {
      expect(clausesOf(input)).toEqual(clauses);
    });
  });

  describe("parses filters", () => {
    test.each<[string, Clause[]]>([
      ["section:conclusions", [section("conclusions")]],
      ["SECTION:Conclusions", [section("conclusions")]],
      ['section:"Soft Power" x ', [section("soft", "power"), word("x")]],
      ["section:«мягкая сила»", [section("мягкая", "сила")]],
      ["section:soft-power", [section("soft", "power")]],
      ['section:"soft pow', [section("soft", "pow")]],
      ["(section:annex)", [group(section("annex"))]],
      ["section:annex(x)", [section("annex"), group(word("x"))]],
      ["report:gomel", [filter({ field: "report", words: ["gomel"] })]],
      ["by:O’Brien", [filter({ field: "by", words: ["obrien"] })]],
      ['tag:"to check"', [filter({ field: "tag", words: ["to", "check"] })]],
      ["is:Noted", [filter({ field: "is", state: "noted" })]],
      ["page:12", [page(12)]],
      ["page:10-14", [page(10, 14)]],
      ["page:10–14", [page(10, 14)]],
      ["page:14-10,", [page(10, 14)]],
      ['page:" 007"', [page(7)]],
    ])("%j", (input, clauses) => {
      expect(parseQuery(input)).toMatchObject({ clauses });
    });

    test.each([
      ["body", "body"],
      ["text", "body"],
      ["tables", "tables"],
      ["table", "tables"],
      ["footnotes", "footnotes"],
      ["Footnote", "footnotes"],
      ["captions", "captions"],
      ["caption", "captions"],
      ["figures", "figures"],
      ["figure", "figures"],
      ["headings", "headings"],
      ["heading", "headings"],
      ["notes", "notes"],
      ["note,", "notes"],
    ] as const)("in:%s", (value, place) => {
      expect(clausesOf(`in:${value}`)).toEqual([filter({ field: "in", place })]);
    });

    test.each([
      ["en", "en"],
      ["English", "en"],
      ["RU", "ru"],
      ["russian", "ru"],
      ["kk", "kk"],
      ['"Kazakh"', "kk"],
    ] as const)("lang:%s", (value, language) => {
      expect(clausesOf(`lang:${value}`)).toEqual([filter({ field: "lang", language })]);
    });
  });

  describe("reads as text, with a hint,", () => {
    test.each<[string, Clause[], [string, string][]]>([
      ["foo:bar ", [word("foo"), word("bar")], [["unknown-field", "foo"]]],
      ["-foo:bar ", [not(phrase("foo bar"))], [["unknown-field", "foo"]]],
      ['foo:"a b"', [word("foo"), phrase("a b")], [["unknown-field", "foo"]]],
      ["constructor:x ", [word("constructor"), word("x")], [["unknown-field", "constructor"]]],
      ["in:there ", [word("in"), word("there")], [["unknown-value", "in:there"]]],
      ['in:"the end" ', [word("in"), phrase("the end")], [["unknown-value", 'in:"the end"']]],
      ["lang:fr ", [word("lang"), word("fr")], [["unknown-value", "lang:fr"]]],
      ["is:red ", [word("is"), word("red")], [["unknown-value", "is:red"]]],
      ["page:xii ", [word("page"), word("xii")], [["unknown-value", "page:xii"]]],
      ["page:1234567890 ", [word("page"), word("1234567890")], [["unknown-value", "page:1234567890"]]],
      ["in: tables ", [word("in"), word("tables")], [["unknown-value", "in:"]]],
      ["tag:… x ", [word("tag"), word("x")], [["unknown-value", "tag:…"]]],
      ["by:(x) ", [word("by"), group(word("x"))], [["unknown-value", "by:"]]],
      [
        'in:"a b',
        [word("in"), open("a b", true)],
        [
          ["unknown-value", 'in:"a b'],
          ["unclosed-quote", '"'],
        ],
      ],
    ])("%j", (input, clauses, hints) => {
      expect(clausesOf(input)).toEqual(clauses);
      expect(hintsOf(input)).toEqual(hints);
    });
  });

  describe("gives hints for", () => {
    test.each<[string, [string, string][]]>([
      ["“soft power", [["unclosed-quote", "“"]]],
      ['Gomel "', [["unclosed-quote", '"']]],
      ['section:"soft power', [["unclosed-quote", '"']]],
      ["(soft", [["unbalanced-parenthesis", "("]]],
      ["soft :)", [["unbalanced-parenthesis", ")"]]],
      ["a - b", [["lone-operator", "-"]]],
      ["a -… b", [["lone-operator", "-"]]],
      ['a -"" b', [["lone-operator", "-"]]],
      ["OR", [["lone-operator", "OR"]]],
      ["a (… ) b", [["lone-operator", "(… )"]]],
      [
        "-( )",
        [
          ["lone-operator", "-"],
          ["lone-operator", "( )"],
        ],
      ],
      [
        "OR a OR OR b OR",
        [
          ["lone-operator", "OR"],
          ["lone-operator", "OR"],
          ["lone-operator", "OR"],
        ],
      ],
      [
        "x:1 -( y:2",
        [
          ["unknown-field", "x"],
          ["lone-operator", "-"],
          ["unbalanced-parenthesis", "("],
          ["unknown-field", "y"],
        ],
      ],
    ])("%j", (input, hints) => {
      expect(hintsOf(input)).toEqual(hints);
    });

    test.each([
      "https://www.eurasianet.org/node/75136",
      "at 10:30, 3:1",
      "Conclusions: what follows",
      '5" pipe',
      'soft"',
      "post-Soviet – —",
      "* x**",
      '""',
      "-a OR (b c) OR -in:notes",
    ])("no hints for %j", (input) => {
      expect(hintsOf(input)).toEqual([]);
    });

    it("a limited number of hints of each type", () => {
      expect(hintsOf("foo:bar - ".repeat(100))).toHaveLength(10);
    });
  });

  it("parses 32 levels of nested parentheses, and deeper ones as text", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}a b${")".repeat(depth)}`;
    const depthOf = (clauses: Clause[]): number => {
      const [first] = clauses;
      return first?.type === "group" ? 1 + depthOf(first.clauses) : 0;
    };
    expect(hintsOf(nested(32))).toEqual([]);
    expect(depthOf(clausesOf(nested(32)))).toBe(32);
    expect(parseQuery(nested(33)).hints).toEqual([{ code: "too-deep", from: 32, to: 33 }]);
    expect(clausesOf(`${nested(33)} x `)).toEqual(clausesOf(`${nested(32)} x `));
    // Parentheses without a counterpart do not count as nesting.
    expect(clausesOf(`${"(".repeat(40)}(a)`)).toEqual([group(word("a"))]);
  });

  it("keeps at most 200 words, phrases and filters", () => {
    const clauses = 'a "b c" in:notes -x '.repeat(50);
    expect(hintsOf(clauses)).toEqual([]);
    expect(clausesOf(clauses)).toHaveLength(200);
    expect(clausesOf(`${clauses}(d OR -) e`)).toEqual(clausesOf(clauses));
    expect(hintsOf(`${clauses}(d OR -) e`)).toEqual([["too-long", "d OR -) e"]]);

    const [alternatives] = clausesOf("a OR ".repeat(300));
    expect(alternatives).toEqual(any(...Array.from({ length: 200 }, () => [word("a")])));
  });

  it("returns the positions of removable filters", () => {
    const input = 'a page:12 -Section:"x y"  (in:notes) OR lang:en tag:b';
    const { filters } = parseQuery(input);
    expect(filters.map(({ filter, negated, from, to }) => [filter, negated, input.slice(from, to)])).toEqual([
      [{ field: "page", from: 12, to: 12 }, false, "page:12"],
      [{ field: "section", words: ["x", "y"] }, true, '-Section:"x y"'],
      [{ field: "tag", words: ["b"] }, false, "tag:b"],
    ]);
  });

  it("returns the positions of replaceable plain words", () => {
    const input = 'Post-Soviet OR Ещё (x’s "a b" beg*) foo:b -(no) -not in:notes hard-pow OR "op';
    const { words } = parseQuery(input);
    expect(words.map(({ word, from, to }) => [word, input.slice(from, to)])).toEqual([
      ["еще", "Ещё"],
      ["x", "x’s"],
      ["foo", "foo"],
      ["b", "b"],
      ["op", "op"],
    ]);
  });
});

describe("printQuery", () => {
  test.each([
    ["Soft  POWER", "soft power"],
    ["soft power.", "soft power "],
    ["soft -power ", "soft -power "],
    ["soft sov* ", "soft sov*"],
    ["«soft power» ", '"soft power"'],
    ["“soft pow", '"soft pow'],
    ['"soft power ', '"soft power '],
    ["-(a  OR b)", "-(a OR b)"],
    ["((a OR b) OR c) d ", "((a OR b) OR c) d "],
    ["(a OR (b c)) OR d ", "(a OR (b c)) OR d "],
    ["(a) OR ((b)) ", "a OR ((b))"],
    ["post-Soviet OR x", '"post soviet" OR x'],
    ["Section:annex in:text lang:English ", "section:annex in:body lang:en"],
    ['-by:"J. Nye" is:noted', '-by:"j nye" is:noted'],
    ["page:12-12 page:14–10", "page:12 page:10-14"],
    ["OR ", "or "],
    ["…", ""],
  ])("prints %j as %j", (input, printed) => {
    expect(printQuery(clausesOf(input))).toBe(printed);
  });
});
