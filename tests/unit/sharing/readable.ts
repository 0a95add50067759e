import type { HighlightView } from "@/lib/annotations/schemas";
import type { ReadableNote } from "@/lib/exchange/prose";

/** A highlight with a note, in the form that readable exports use. */
export function readableNote(body: string): ReadableNote {
  const highlight = {
    ...{
      id: "1",
      report: "rivers",
      quote: "carry grain",
      colour: 1,
      visibility: "team",
      tags: ["Grain"],
      origin: null,
    },
    ...{ author: { id: "2", name: "Ann Lee" }, createdAt: "2026-01-02T03:04:05Z", updatedAt: "2026-01-02T03:04:05Z" },
    note: { body, updatedAt: "2026-01-02T03:04:05Z", resolved: null, replies: [] },
  } as unknown as HighlightView;
  return {
    highlight,
    report: { slug: "rivers", title: "Rivers", authors: ["Bo Ek"], language: "en", year: 2020 },
    section: "Towns",
    page: { page: 7, certain: true },
    link: "https://concord.example/r/rivers?note=1",
  };
}
