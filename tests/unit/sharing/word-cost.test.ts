import { describe, expect, it } from "vitest";
import { noteBlocks } from "@/lib/sharing/exchange/word-note";
import { WordDocument } from "@/lib/sharing/exchange/word-xml";
import { CONSTRUCTS } from "../markdown/constructs";
import { countWork } from "../work";

/** Characters of the texts whose work is counted, and how much more work the longer one may be: its growth, and half of it. */
const SHORT = 1_000;
const LONG = 16_000;
const MOST = 24;
/** Blocks of code that run for each character of an ordinary text. What a short text costs less does not count. */
const ORDINARY = 10;

describe("the cost of a note in Word grows no more than its length", () => {
  it.each(Object.entries(CONSTRUCTS))("%s", async (_, make) => {
    const write = (markdown: string) => () => {
      const document = new WordDocument();
      document.file(noteBlocks(markdown, "", document));
    };
    const unit = Math.max(await countWork(write(make(SHORT))), SHORT * ORDINARY);
    expect(await countWork(write(make(LONG)))).toBeLessThan(MOST * unit);
  });
});
