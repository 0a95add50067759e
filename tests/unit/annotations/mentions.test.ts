import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  mentionedIn,
  mentionOf,
  storedForm,
  typedForm,
  withNames,
  withNamesOnly,
} from "@/lib/annotations/notes/mentions";
import { noteText } from "@/lib/annotations/notes/note-text";

const ANN = "5f0c1d6e-8a54-4c1f-9a4e-0d7f6f1f2a01";
const BOB = "5f0c1d6e-8a54-4c1f-9a4e-0d7f6f1f2a02";
const NAMES = new Map([
  [ANN, "Ann Lee"],
  [BOB, "Bob [the] *Carter*"],
]);

describe("mentions", () => {
  it.each([
    ["none", "See @Ann and [x](https://example.org).", []],
    ["one", `Ask ${mentionOf(ANN, "Ann Lee")}.`, [ANN]],
    ["two, one of them twice", `${mentionOf(BOB, "B")} ${mentionOf(ANN, "A")} ${mentionOf(BOB, "C")}`, [BOB, ANN]],
    ["one with an upper-case scheme", `[@Ann](Person:${ANN})`, [ANN]],
    ["none if it is escaped", `\\[@Ann](person:${ANN})`, []],
    ["none if the ID is invalid", "[@Ann](person:ann)", []],
  ])("are found: %s", (_, markdown, ids) => {
    expect(mentionedIn(markdown)).toEqual(ids);
  });

  it("show a member's current name, or the written name if the person is unknown", () => {
    const markdown = `${mentionOf(ANN, "Ann Smith")}, ${mentionOf(BOB, "Bob")}, ${mentionOf(ANN.replace("01", "03"), "Eve")}`;
    expect(noteText(withNames(markdown, NAMES))).toBe("@Ann Lee, @Bob (the) *Carter*, @Eve");
  });

  it("are shown to people outside the team as plain names", () => {
    const markdown = `Ask ${mentionOf(ANN, "Ann")} or ${mentionOf(BOB, "Bob")}.`;
    expect(withNamesOnly(markdown, NAMES)).toBe("Ask @Ann Lee or @Bob (the) \\*Carter\\*.");
  });

  it("are names in the editor and links in storage", () => {
    const markdown = `Ask ${mentionOf(ANN, "Ann Lee")} or ${mentionOf(BOB, "Ann")}.`;
    const typed = typedForm(markdown);
    expect(typed.text).toBe("Ask @Ann Lee or @Ann.");
    expect(storedForm(typed)).toBe(markdown);
    expect(storedForm({ ...typed, text: `${typed.text} @Anna, x@Ann Lee, @Ann Leeds` })).toBe(
      `${markdown} @Anna, x@Ann Lee, ${mentionOf(BOB, "Ann")} Leeds`,
    );
  });

  it("distinguish two people with the same name", () => {
    const markdown = `${mentionOf(ANN, "Kim")} and ${mentionOf(BOB, "Kim")}`;
    expect(typedForm(markdown).text).toBe(`@Kim and ${mentionOf(BOB, "Kim")}`);
    expect(storedForm(typedForm(markdown))).toBe(markdown);
  });

  it("survive a round trip through the editor, whatever the names", () => {
    const name = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .filter((text) => /^[\p{L}\p{N}].*[\p{L}\p{N}]$/u.test(text));
    fc.assert(
      fc.property(name, name, (a, b) => {
        const markdown = `x ${mentionOf(ANN, a)}, ${mentionOf(BOB, b)} y`;
        expect(storedForm(typedForm(markdown))).toBe(markdown);
        expect(mentionedIn(markdown)).toEqual([ANN, BOB]);
      }),
    );
  });
});
