import { describe, expect, it } from "vitest";
import { begunAt, offeredFor, withMention } from "@/app/_features/annotations/card/mention-match";
import { storedForm } from "@/lib/annotations/notes/mentions";

const member = (id: string, name: string) => ({
  id,
  name,
  role: "annotator" as const,
  since: "2026-01-01T00:00:00.000Z",
});
const ANN = member("5f0c1d6e-8a54-4c1f-9a4e-0d7f6f1f2a01", "Ann Lee");
const OTHER_ANN = member("5f0c1d6e-8a54-4c1f-9a4e-0d7f6f1f2a02", "Ann Lee");
const ZHOLDAS = member("5f0c1d6e-8a54-4c1f-9a4e-0d7f6f1f2a03", "Жолдас Шибутов");

describe("a mention being typed", () => {
  it.each([
    ["@", { start: 0, query: "" }],
    ["Ask @an", { start: 4, query: "an" }],
    ["(@Ann Le", { start: 1, query: "Ann Le" }],
    ["@Ann\n", null],
    ["ann@example.org", null],
    ["@@", null],
    ["@one two three four", null],
    ["nobody", null],
  ])("in %j has this start and query", (text, begun) => {
    expect(begunAt(text, text.length)).toEqual(begun);
  });

  it.each([
    ["", ["Ann Lee", "Жолдас Шибутов"]],
    ["le", ["Ann Lee"]],
    ["шиб", ["Жолдас Шибутов"]],
    ["ann lee", ["Ann Lee"]],
    ["ee", []],
    ["Ann Lee ", []],
  ])("%j offers names with this prefix", (query, names) => {
    expect(offeredFor(query, [ANN, ZHOLDAS]).map(({ name }) => name)).toEqual(names);
  });

  it("becomes a mention with the caret after it, and people with the same name stay distinct", () => {
    const first = withMention({ text: "Ask @an?", people: new Map() }, { start: 4, query: "an" }, ANN);
    expect([first.typed.text, first.caret]).toEqual(["Ask @Ann Lee?", 12]);
    const text = `${first.typed.text} @`;
    const second = withMention({ ...first.typed, text }, { start: text.length - 1, query: "" }, OTHER_ANN);
    expect(storedForm(second.typed)).toBe(`Ask [@Ann Lee](person:${ANN.id})? [@Ann Lee](person:${OTHER_ANN.id}) `);
  });
});
