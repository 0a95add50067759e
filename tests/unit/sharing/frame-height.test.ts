import { expect, it } from "vitest";
import { frameHeight } from "@/lib/sharing/frame-height";

const passage = (quote: string, citation = "Ann Lee, Rivers (London: River House, 2003), 5.") => ({ quote, citation });
const alone = (quote: string, width = 640) => frameHeight({ title: null, passages: [passage(quote)] }, width);

it("a frame is as tall as its content", () => {
  // The margins, one line of the quote, one line of the citation, and the link.
  expect(alone("Rivers carry trade.")).toBe(40 + 31 + 12 + 19 + 52);
  expect(alone("Rivers carry trade. ".repeat(20))).toBeGreaterThan(alone("Rivers carry trade.") + 4 * 30);
  expect(alone("Rivers carry trade. ".repeat(20), 320)).toBeGreaterThan(
    alone("Rivers carry trade. ".repeat(20)) + 5 * 30,
  );
  expect(alone("one\ntwo\nthree")).toBeGreaterThan(alone("one two three") + 60);
  expect(alone("реки несут торговлю ".repeat(60))).toBeGreaterThan(alone("they carry on trade ".repeat(60)));
});

it("the height of a collection includes its title and all of its passages", () => {
  const passages = [passage("Rivers"), passage("Tolls")];
  expect(frameHeight({ title: "Evidence", passages }, 640)).toBeGreaterThan(2 * (alone("Rivers") - 92) + 92);
  expect(frameHeight({ title: "Evidence", passages: [] }, 640)).toBeGreaterThan(100);
  expect(alone("Rivers", 0)).toBeGreaterThan(alone("Rivers"));
});
