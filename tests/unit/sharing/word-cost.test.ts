import { describe, it } from "vitest";
import { noteBlocks } from "@/lib/exchange/word-note";
import { WordDocument } from "@/lib/exchange/word-xml";
import { someOf } from "../../support/sampled";
import { CONSTRUCTS } from "../markdown/constructs";
import { expectLinearWork } from "../work";

describe("the work to export a note to Word is linear in the note's length", () => {
  it.each(someOf(Object.entries(CONSTRUCTS)))("%s", async (_, make) => {
    await expectLinearWork(make, (markdown) => {
      const document = new WordDocument();
      document.file(noteBlocks(markdown, "", document));
    });
  });
});
