import { describe, expect, it } from "vitest";
import { mentionedIn, withNamesOnly, withoutNames } from "@/lib/annotations/mentions";
import { noteText } from "@/lib/annotations/note-text";
import { noteTree } from "@/lib/markdown/note-tree";
import { expectNearLinear } from "../growth";
import { countWork } from "../work";
import { CONSTRUCTS } from "./constructs";

/** Characters of the texts whose work is counted, and how much more work the longer one may be: its growth, and half of it. */
const SHORT = 1_000;
const LONG = 16_000;
const MOST = 24;
/** Blocks of code that run for each character of an ordinary text. What a short text costs less does not count. */
const ORDINARY = 20;

/** As long as a note may be. */
const NOTE = 50_000;

const CASES = Object.entries(CONSTRUCTS);

describe("the cost of Markdown grows no more than its length", () => {
  it.each(CASES)("when it is shown: %s", async (_, make) => {
    const [short, long] = [make(SHORT), make(LONG)];
    const unit = Math.max(await countWork(() => noteTree(short)), SHORT * ORDINARY);
    expect(await countWork(() => noteTree(long))).toBeLessThan(MOST * unit);
  });

  // The engine does what regular expressions cost, so that it is in no count of ours.
  it.each(CASES)("when it is searched and people are looked for in it: %s", (_, make) => {
    expectNearLinear((length) => {
      const markdown = make(length);
      return () => [noteText, mentionedIn, withoutNames, withNames].map((read) => read(markdown));
    }, NOTE);
  });
});

function withNames(markdown: string): string {
  return withNamesOnly(markdown, new Map());
}
