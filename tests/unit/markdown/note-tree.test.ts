import type { Root, RootContent } from "hast";
import { describe, expect, it } from "vitest";
import { noteTree } from "@/lib/markdown/note-tree";

type Node = Root | RootContent;

function rootOf(markdown: string): Root {
  const tree = noteTree(markdown);
  if (tree.kind !== "formatted") throw new Error(`${markdown} is not formatted`);
  return tree.root;
}

/** A tree in one line: its elements with their relevant attributes, and its text. */
function lineOf(node: Node): string {
  if (node.type === "text") return node.value.trim();
  if (!("children" in node)) return "";
  const inner = node.children.map(lineOf).join("");
  if (node.type !== "element") return inner;
  const { href, src, alt, checked, id } = node.properties;
  const attributes = Object.entries({ href, src, alt, checked, id })
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => ` ${name}=${value}`);
  return `<${node.tagName}${attributes.join("")}>${inner}</${node.tagName}>`;
}

describe("noteTree", () => {
  it.each([
    ["tags within a line", "a <b onclick=x>c</b>", "<p>a <b onclick=x>c</b></p>"],
    ["tags at the start of a line", "<script>alert(1)</script>", "<p><script>alert(1)</script></p>"],
    ["a line break", "a<br>b", "<p>a<br></br>b</p>"],
    [
      "checkboxes",
      "- [x] a\n- [ ] b",
      "<ul><li><input checked=true></input>a</li><li><input checked=false></input>b</li></ul>",
    ],
    ["images", "![a](https://example.org/b.png)", "<p><img src=https://example.org/b.png alt=a></img></p>"],
    ["a link that runs a script", "[a](javascript:alert(1))", "<p><a>a</a></p>"],
    [
      "a mention",
      "[@Ann](person:5f0c1d6e-8a54-4c1f-9a4e-0d7f6f1f2a01)",
      "<p><a href=person:5f0c1d6e-8a54-4c1f-9a4e-0d7f6f1f2a01>@Ann</a></p>",
    ],
    [
      "links with an upper-case scheme",
      "[a](Https://example.org/A) <MAILTO:a@b.example> ![c](HTTP://example.org/c.png)",
      "<p><a href=https://example.org/A>a</a><a href=mailto:a@b.example>MAILTO:a@b.example</a><img src=http://example.org/c.png alt=c></img></p>",
    ],
    ["a link", '[a](https://example.org "b")', "<p><a href=https://example.org>a</a></p>"],
    ["an image that runs a script", "![a](javascript:alert(1))", "<p><img alt=a></img></p>"],
  ])("keeps %s", (_, markdown, html) => {
    expect(lineOf(rootOf(markdown))).toBe(html);
  });

  it("renders no HTML tags as elements", () => {
    expect(JSON.stringify(rootOf("<iframe src=x></iframe> and <img src=x>"))).not.toMatch(/"tagName":"i/u);
  });

  it("links a footnote reference to the footnote and back", () => {
    const line = lineOf(rootOf("a[^1]\n\n[^1]: b"));
    expect(line).toContain("<a href=#fn-1 id=fnref-1>");
    expect(line).toContain("<li id=fn-1>");
    expect(line).toContain("<a href=#fnref-1>");
  });
});
