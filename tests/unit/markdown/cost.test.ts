import { afterAll, describe, it } from "vitest";
import { mentionedIn, withNamesOnly, withoutNames } from "@/lib/annotations/notes/mentions";
import { noteText } from "@/lib/annotations/notes/note-text";
import { noteTree } from "@/lib/markdown/note-tree";
import { expectNearLinear } from "../growth";
import { expectLinearWork, stopCounting } from "../work";
import { CONSTRUCTS } from "./constructs";

/** As long as a note may be. */
const NOTE = 50_000;

const CASES = Object.entries(CONSTRUCTS);

describe("the work on Markdown grows no more than its length", () => {
  afterAll(stopCounting);

  it.each(CASES)("when it is shown: %s", async (_, make) => {
    await expectLinearWork(make, noteTree);
  });
});

describe("the time that Markdown takes grows no more than its length", () => {
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
