import { describe, expect, it } from "vitest";
import { ALL_NOTES, askedNotesAddress, readAskedNotes } from "@/app/_features/notes/notes-in-address";

const PERSON = "2f1c4cbe-3f86-4f6c-8f80-6f0b3c3a1f11";

describe("the note filter in the URL", () => {
  it.each([
    ["/notes", {}],
    ["/notes?q=tag%3Aoil+-is%3Anoted", { query: "tag:oil -is:noted" }],
    [
      `/notes?person=${PERSON}&colour=2&tag=to+check&state=open&visibility=private&report=rivers`,
      { person: PERSON, colour: 2, tag: "to check", state: "open", visibility: "private", report: "rivers" },
    ],
  ] as const)("%s", (address, asked) => {
    const { searchParams } = new URL(address, "http://localhost");
    expect(readAskedNotes(Object.fromEntries(searchParams))).toEqual({ ...ALL_NOTES, ...asked });
    expect(askedNotesAddress("/notes", { ...ALL_NOTES, ...asked })).toBe(address);
  });

  it("shows all notes if there is no known parameter", () => {
    const address = { colour: "9", person: "me", state: ["open", "gone"], report: "A b", more: "x" };
    expect(readAskedNotes(address)).toEqual(ALL_NOTES);
  });
});
