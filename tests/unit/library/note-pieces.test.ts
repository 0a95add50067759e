import { expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import { notePieces, type PlacedNote } from "@/lib/library/note-pieces";
import { ownReports } from "../../support/own-reports";
import { highlightView, noteView } from "../annotations/views";

const viewer = (id: string): Actor => ({
  ...{ id, name: id, email: `${id}@example.org`, role: "owner", sessionId: "s" },
  groupIds: [],
  reports: ownReports(),
});

const noteOn = (shelf: string, number: number): PlacedNote => {
  const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
  const highlight = { ...highlightView(id), note: noteView("Compare.") };
  return { highlight, noted: { documents: [], pages: [] }, stamp: "e1", shelf };
};

/** 100 notes on reports for the team, and one on each of 500 reports with other readers. */
const notes = Array.from({ length: 600 }, (_, number) => noteOn(number < 100 ? "team" : `group ${number}`, number));

it("puts the notes on hundreds of restricted reports into a few groups", () => {
  const pieces = notePieces(viewer("ann"), notes);
  expect(
    [...pieces.values()]
      .flat()
      .map(({ highlight }) => highlight.id)
      .sort(),
  ).toEqual(notes.map(({ highlight }) => highlight.id));
  // 8 groups of notes for the team, one for each of the 15 other largest audiences, and 16 of all other notes.
  expect(pieces.size).toBe(39);
});

it("shares only the groups of the largest audiences between viewers", () => {
  const [ann, ben] = [notePieces(viewer("ann"), notes), notePieces(viewer("ben"), notes)];
  const shared = [...ann.keys()].filter((key) => ben.has(key));
  expect(shared.filter((key) => key.startsWith("team "))).toHaveLength(8);
  expect(shared.flatMap((key) => ann.get(key)!)).toHaveLength(115);
});
