import { strToU8, zipSync } from "fflate";
import { splitFrontMatter } from "@/lib/report/front-matter";
import type { Report } from "@/lib/report/model";
import { parseReport } from "@/lib/report/parse";
import { importFile } from "@/lib/report-import/import-file";
import { sentencesOf } from "../sentences";

/** Imports a file and returns the parsed result. */
export async function imported(name: string, file: string | Uint8Array) {
  const bytes = typeof file === "string" ? strToU8(file) : file;
  const { markdown, doubts, meta, pictures = [] } = await importFile(name, bytes, { slug: "made" });
  const report: Report = parseReport(markdown, "made");
  return {
    meta,
    report,
    body: splitFrontMatter(markdown).body.trim(),
    /** Import warnings, except those about missing details. */
    pictures,
    warnings: sentencesOf(doubts.filter(({ field }) => field === undefined)),
  };
}

/** A ZIP file with these parts. */
export function zipOf(parts: Record<string, string | Uint8Array>): Uint8Array {
  const files = Object.entries(parts).map(
    ([name, part]) => [name, typeof part === "string" ? strToU8(part) : part] as const,
  );
  return zipSync(Object.fromEntries(files), { level: 6 });
}

export const page = (body: string, head = "<title>A Title</title>") =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"';

/** A book with these chapters, and optionally with extra parts. */
export function epubOf(
  chapters: string[],
  {
    metadata = "<dc:title>A Title</dc:title>",
    nav = "",
    parts = {},
    spine = "",
  }: { metadata?: string; nav?: string; parts?: Record<string, string | Uint8Array>; spine?: string } = {},
): Uint8Array {
  const items = chapters
    .map((_, n) => `<item id="c${n}" href="text/c${n}.xhtml" media-type="application/xhtml+xml"/>`)
    .join("");
  const all = spine + chapters.map((_, n) => `<itemref idref="c${n}"/>`).join("");
  return zipOf({
    mimetype: "application/epub+zip",
    "META-INF/container.xml":
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
    "OPS/book.opf": `<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>${items}</manifest><spine><itemref idref="nav"/>${all}</spine></package>`,
    "OPS/nav.xhtml": `<html ${XHTML}><body><nav epub:type="toc"><ol><li><a href="text/c0.xhtml">First</a></li></ol></nav>${nav}</body></html>`,
    ...Object.fromEntries(
      chapters.map((body, n) => [
        `OPS/text/c${n}.xhtml`,
        `<?xml version="1.0"?><html ${XHTML}><head><title/></head><body>${body}</body></html>`,
      ]),
    ),
    ...parts,
  });
}
