import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import { audienceOf, checkColour, noteBody } from "@/lib/annotations/rules";
import { ownReports } from "../../support/own-reports";

const actor: Actor = {
  ...{ id: "a", name: "A", email: "a@b", role: "annotator", sessionId: "s" },
  groupIds: ["g1"],
  reports: ownReports(),
};

describe("a note", () => {
  it.each([
    ["is stored as typed", "  # Title\r\n\r\n\ttext  ", "  # Title\r\n\r\n\ttext  "],
    ["can be hostile", "\u202eevil\u202c 👩‍👩‍👧 Z͑ͫ̓ͪ \u200b\ufeff", "\u202eevil\u202c 👩‍👩‍👧 Z͑ͫ̓ͪ \u200b\ufeff"],
    ["cannot contain NUL", "a\0b", "a\ufffdb"],
    ["cannot contain lone surrogates", "a\ud83cb\udfd4", "a\ufffdb\ufffd"],
    ["keeps whole surrogate pairs", "🏔", "🏔"],
  ])("%s", (_name, typed, stored) => {
    expect(noteBody(typed)).toBe(stored);
  });

  it("is neither empty nor too long", () => {
    expect(() => noteBody(" \n\t\u00a0")).toThrow(expect.objectContaining({ code: "note-empty", status: 400 }));
    expect(() => noteBody("x".repeat(50_001))).toThrow(expect.objectContaining({ code: "note-too-long", status: 400 }));
    expect(noteBody("x".repeat(50_000))).toHaveLength(50_000);
  });
});

it("has one of four colours", () => {
  expect([1, 2, 3, 4].map(checkColour)).toEqual([1, 2, 3, 4]);
  for (const colour of [0, 5, -1, 1.5, Number.NaN]) {
    expect(() => checkColour(colour)).toThrow(expect.objectContaining({ code: "colour", status: 400 }));
  }
});

it("can be for a group only if the user is a member", () => {
  expect(audienceOf(actor, "team", "g1")).toEqual({ visibility: "team", groupId: null });
  expect(audienceOf(actor, "private", undefined)).toEqual({ visibility: "private", groupId: null });
  expect(audienceOf(actor, "group", "g1")).toEqual({ visibility: "group", groupId: "g1" });
  for (const groupId of ["g2", null, undefined]) {
    expect(() => audienceOf(actor, "group", groupId)).toThrow(expect.objectContaining({ code: "group" }));
  }
});
