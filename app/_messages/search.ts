import { bylines } from "@/lib/annotations/attribution";
import type { Hint } from "@/lib/search/query";
import { count, list, number } from "./format";

/** What a field of the query language takes, by `field:value` as it was typed. */
const takes = (piece: string): string => {
  const field = piece.slice(0, piece.indexOf(":")).toLowerCase();
  const values: Record<string, string> = {
    in: "body, tables, footnotes, captions, headings or notes",
    lang: "en, ru or kk",
    page: "a page, as in page:12, or pages, as in page:10-14",
    is: "noted, private, team or group",
  };
  return `${field}: takes ${values[field] ?? "a word, or words in quotation marks"}.`;
};

/** What is said of searching. */
export const search = {
  search: {
    label: "Search",
    inReport: "Search this report",
    inLibrary: "Search all reports",
    clear: "Clear the search",
    results: "Search results",
    loading: "Getting the text ready to search…",
    failed: "Search could not be loaded.",
    retry: "Try again",
    total: (n: number) => (n === 0 ? "No passages found" : count(n, "passage", "passages")),
    none: (query: string) => `Nothing here matches “${query}”.`,
    noneHow: "Check the spelling, or try fewer or other words. Quotation marks find exact phrases.",
    more: (n: number) => `Show all ${number.format(n)}`,
    position: (n: number, total: number) => `${number.format(n)} of ${number.format(total)}`,
    where: "The open hit",
    previous: "Previous hit",
    next: "Next hit",
    back: "Back to where I was",
    backShort: "Back",
    close: "Close search",
    hint: "Type words, or a phrase in quotation marks.",
    list: "Passages found",
    noteBy: (writers: string[]) => `Note ${bylines(writers, (names) => list.format(names))}`,
    allWords: "All words",
    inOrder: "Reading order",
    lines: "Lines",
    explain: "Explain results",
    why: {
      found: { same: "", form: "another form", spelling: "another spelling", instead: "used instead" },
      word: (asked: string, found: readonly { word: string; how: string }[]) =>
        `“${asked}”: ${list.format(found.map(({ word, how }) => (how === "" ? word : `${word} (${how})`)))}`,
      together: (pairs: string[]) => `Side by side: ${list.format(pairs.map((pair) => `“${pair}”`))}`,
      titles: (titles: string[]) => `In the title: ${list.format(titles)}`,
      missing: (missing: string[]) => `Not here: ${list.format(missing.map((word) => `“${word}”`))}`,
      filters: "It matches your filters; no words were asked for.",
    },
    alsoOn: (pages: number[]) => `also on ${pages.length === 1 ? "p." : "pp."} ${list.format(pages.map(String))}`,
    inOutline: "Outline",
    narrow: (chosen: number) => (chosen === 0 ? "Narrow" : `Narrow, ${chosen} chosen`),
    chosen: "chosen",
    facets: {
      ...{ places: "Kind", languages: "Language", noted: "Notes", visibility: "Seen by" },
      ...{ tags: "Tag", people: "Written by", sections: "Section", reports: "Report" },
    },
    facetValues: {
      places: {
        headings: "Headings",
        body: "Text",
        tables: "Tables",
        captions: "Captions",
        footnotes: "Footnotes",
        notes: "Notes",
      },
      languages: { en: "English", ru: "Russian", kk: "Kazakh" },
      noted: { noted: "With a note", "not-noted": "Without" },
      visibility: { private: "Only you", team: "Your team", group: "Your group" },
      tags: {},
      people: {},
      sections: {},
      reports: {},
    },
    facetCount: (n: number) => number.format(n),
    completions: "Words that begin like this",
    unknown: (word: string) => `No passage has “${word}”.`,
    showing: "Showing",
    anyWord: "Search for any of the words",
    relaxed: (dropped: string | null, total: number) =>
      `${dropped === null ? "Word by word" : `Without ${dropped}`}: ${count(total, "passage", "passages")}`,
    respelled: (query: string, total: number) => `${query}: ${count(total, "passage", "passages")}`,
    onlyFirst: (n: number, total: number) =>
      `These are the best ${number.format(n)} of ${number.format(total)}. Add a word, or narrow the search, to see others.`,
    noLines: "There are no words to line up: the search has none, or nothing was found.",
    closeLines: "Close the lines",
    enlargeLines: "Show the lines in full",
    hints: {
      "unclosed-quote": () => "The phrase has no closing quotation mark, so it was read to the end.",
      "unbalanced-parenthesis": () => "A parenthesis has no partner; it was passed over.",
      "lone-operator": (piece) =>
        piece === "OR"
          ? "“OR” stands between two words; here it was read as a word."
          : piece === "-"
            ? "“-” leaves out what follows right behind it; here it was passed over."
            : "There is nothing to search for in the parentheses; they were passed over.",
      "unknown-field": (piece) => `“${piece}:” is no field; it was read as words.`,
      "unknown-value": (piece) => `“${piece}” was read as words: ${takes(piece)}`,
      "too-deep": () => "The parentheses lie too deep; the innermost were passed over.",
      "too-long": () => "The search is too long; only its beginning was used.",
    } satisfies Record<Hint["code"], (piece: string) => string>,
    past: {
      label: "Recent and saved searches",
      how: "Arrow down leads to recent and saved searches.",
      recent: "Recent",
      clear: "Clear",
      saved: "Saved",
      everywhere: "In all reports",
      inReport: (slug: string) => `In ${slug.replaceAll("-", " ")}`,
    },
    saved: {
      save: "Save this search",
      name: "Name",
      submit: "Save",
      delete: "Delete this saved search",
      deleteNamed: (name: string) => `Delete the saved search “${name}”`,
      deleted: "Saved search deleted.",
      undo: "Undo",
      notSaved: "The search is not saved yet.",
      notDeleted: "The search is not deleted yet.",
      again: "Try again",
    },
    syntax: {
      title: "How to search",
      how: "Choose an example to put it into the box.",
      list: [
        { type: "language schools", finds: "Any of the words, with any ending, best passages first" },
        {
          type: '"soft power"',
          finds: "These words in this order, over lines and pages too; in a longer question, preferably so",
        },
        { type: "language -Kazakh", finds: "Without this word; a phrase or a filter can be left out likewise" },
        { type: "(school OR university) Russian", finds: "One or the other; parentheses keep them together" },
        { type: "diplom*", finds: "Every word that begins like this" },
        { type: "in:footnotes", finds: "Only in footnotes; or body, tables, captions, headings, notes" },
        { type: "section:conclusions", finds: "Only in sections with this word in the title" },
        { type: "page:10-14", finds: "Only on these pages" },
        { type: "lang:ru", finds: "Only in Russian; also lang:en and lang:kk" },
        {
          type: "by:gussarova",
          finds: "Only by this author, and notes that a person of this name has written or replied to",
        },
        { type: "tag:question", finds: "Only notes and passages with this tag" },
        { type: "is:noted", finds: "Only passages with a note; -is:noted for those without" },
        {
          type: "is:private",
          finds:
            "Only notes and highlights that you alone see; is:team for those of your team, is:group for those of your groups",
        },
        { type: "report:kazakhstan", finds: "Only in reports with this word in their name" },
      ],
      typos:
        "A word that stands in no report is searched in the spellings nearest to it, so a typing mistake does little harm.",
      scripts: "Names are found in Latin and Cyrillic letters alike: Shibutov finds Шибутов.",
    },
    concordance: {
      label: "Every occurrence, one a line",
      total: (n: number) => count(n, "occurrence", "occurrences"),
      place: "Page",
      section: "Section",
      report: "Report",
      left: "Words before",
      keyword: "Found",
      right: "Words after",
      sort: { position: "As in the text", left: "By the words before", right: "By the words after" },
      download: "Download CSV",
    },
  },
} as const;
