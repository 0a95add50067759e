import { afterAll, describe, it } from "vitest";
import { mentionedIn, withNamesOnly, withoutNames } from "@/lib/annotations/notes/mentions";
import { noteText } from "@/lib/annotations/notes/note-text";
import { noteTree } from "@/lib/markdown/note-tree";
import { someOf } from "../../support/sampled";
import { expectNearLinear } from "../growth";
import { expectLinearWork, stopCounting } from "../work";
import { CONSTRUCTS } from "./constructs";

/** The maximum length of a note. */
const NOTE = 50_000;

const CASES = someOf(Object.entries(CONSTRUCTS));

describe("does an amount of work linear in the length of the Markdown", () => {
  afterAll(stopCounting);

  it.each(CASES)("when rendering: %s", async (_, make) => {
    await expectLinearWork(make, noteTree);
  });
});

describe("takes time linear in the length of the Markdown", () => {
  // Measures time, because regular expressions run inside the engine, where calls can't be counted.
  it.each(CASES)("when extracting text and mentions: %s", (_, make) => {
    expectNearLinear((length) => {
      const markdown = make(length);
      return () => [noteText, mentionedIn, withoutNames, withNames].map((read) => read(markdown));
    }, NOTE);
  });
});

function withNames(markdown: string): string {
  return withNamesOnly(markdown, new Map());
}
