import MarkdownIt from "markdown-it";
import { afterEach, describe, expect, it, vi } from "vitest";
import { prepareNoteTrees } from "@/lib/annotations/notes/note-trees";
import { treeCache } from "@/lib/markdown/tree-cache";

/** A note with many words and few elements. */
const long = (name: string) => `${name} ${"timber and grain ".repeat(500)}`;

describe("notes of a page", () => {
  const parse = vi.spyOn(MarkdownIt.prototype, "parse");
  afterEach(() => parse.mockClear());

  it("are parsed in a worker if they are long, and only once", async () => {
    const bodies = [long("one"), long("two"), "short"];
    expect([...(await prepareNoteTrees(bodies, "ann"))]).toEqual([]);
    expect(bodies.map((body) => treeCache().get(body)?.kind)).toEqual(["formatted", "formatted", "formatted"]);
    expect([...(await prepareNoteTrees([...bodies, "shorter"], "ann"))]).toEqual([]);
    // The short note takes only milliseconds, so it is parsed when it is rendered.
    expect(treeCache().get("shorter")).toBeUndefined();
    expect(parse).not.toHaveBeenCalled();
  });

  it("are shown as plain text once the page's limit is reached", async () => {
    const bodies = ["one", "two", "three"].map((name) => `${name}\n${"- *a*\n".repeat(1_500)}`);
    expect([...(await prepareNoteTrees(bodies, "ann"))]).toEqual(bodies.slice(2));
    expect(parse).not.toHaveBeenCalled();
  });

  it("are shown as plain text if too many of the user's notes are already being parsed", async () => {
    const pages = [..."abcdef"].map((name) => prepareNoteTrees([long(name)], "mallory"));
    const typed = await Promise.all(pages);
    expect(typed.map(({ size }) => size)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(parse).not.toHaveBeenCalled();
  });
});
