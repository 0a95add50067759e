import { readFileSync } from "node:fs";
import { createElement, Fragment, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { renderStatic } from "@/app/_features/reader/render-static";
import { textParts } from "@/app/_features/reader/report-text";
import { parseReport } from "@/lib/report/parse";
import { longReport } from "../bench/phone/long-report";
import { t } from "../support/messages";

const REAL = readFileSync("content/russian-soft-power-in-kazakhstan.md", "utf8");

/** Id of a source. */
const SOURCE = "0c0f7a52-7c55-4ff4-9b3c-6f1a3b1d8c11";

const ODD = `---
title: T
---

Text <b onclick="x">not a tag</b> & "quotes", 'single' and <https://example.org/?a=1&b="2">.[^a"b]

1. One
2. Two

> Quoted \`<code>\`

| a | b | c | d |
|---|---|---|---|
| 1 | <i> |  | 4 |

---

![A "picture"](https://example.org/a.png)

![A "map" <b>](picture:0123456789abcdef0123456789abcdef/640x480)

In a line: ![](picture:0123456789abcdef0123456789abcdef/16x16).

[^a"b]: Note <script>alert(1)</script>
`;

describe("renderStatic", () => {
  it.each([
    ["the report that comes with Concord", REAL],
    ["a report with characters that are special in HTML", ODD],
    ["a long report", longReport()],
  ])("renders %s like React", (_, markdown) => {
    const text = createElement(Fragment, null, ...textParts(t, parseReport(markdown, "t"), SOURCE));
    expect(renderStatic(text)).toBe(renderToStaticMarkup(text));
  });

  it.each<[string, ReactNode]>([
    ["nothing", [null, undefined, true, false]],
    ["numbers and text", [0, "<", "&", '"', "'"]],
    ["attributes", createElement("a", { href: '"><script>', tabIndex: -1, hidden: true, id: undefined }, "x")],
    ["data and ARIA attributes", createElement("p", { "data-skip": true, "data-no": false, "aria-hidden": false })],
  ])("renders %s like React", (_, node) => {
    expect(renderStatic(node)).toBe(renderToStaticMarkup(node));
  });

  it("rejects what it cannot render", () => {
    expect(() => renderStatic(createElement("p", { style: { color: "red" } }))).toThrow("style");
    expect(() => renderStatic(createElement("p", { onClick: () => {} }))).toThrow("onClick");
  });
});
