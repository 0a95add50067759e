/**
 * `npm run -s bench:exchange -- [--count 5000] [--json]`: checks whether notes are byte-identical after being exported,
 * imported into an empty instance and exported again, as W3C Web Annotations and as a backup, and measures how long
 * each step takes. Uses temporary SQLite files and the sample report.
 */

import { createHash, randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import type { Actor } from "@/lib/accounts/policy";
import { NO_FILTER } from "@/lib/annotations/notes/note-filter";
import { command } from "@/lib/cli/command.mjs";
import type { Database } from "@/lib/db/database";
import { exportNotes } from "@/lib/exchange/export-service";
import type { ExportFormat } from "@/lib/exchange/formats";
import { importNotes } from "@/lib/exchange/import-service";
import { outgoingReport } from "@/lib/exchange/outgoing";
import { iriOf } from "@/lib/exchange/portable";
import { annotationOf } from "@/lib/exchange/write-annotation";
import { currentLibrary } from "@/lib/library/library";
import { openReport } from "@/lib/library/served-report";
import type { Report } from "@/lib/report/model";
import { withDatabase } from "../database";

const ORIGIN = "http://127.0.0.1:3000";
const PLACE = { origin: ORIGIN, address: `${ORIGIN}/api/notes/export` };
const DAY = 86_400_000;

/** Annotations spread over a report. Every third has tags, and every fifth has a reply. */
function makeAnnotations(report: Report, count: number): string {
  const { source, points } = outgoingReport(report, `${ORIGIN}/r/${report.slug}`);
  const items = Array.from({ length: count }, (_, index) => {
    const start = Math.floor((index * (report.text.length - 400)) / count);
    const end = start + 40 + (index % 200);
    const made = { alias: null, created: new Date(1_700_000_000_000 + index * 1000), modified: null };
    const creator = { iri: iriOf(randomUUID()), name: `Person ${index % 20}` };
    const iri = iriOf(randomUUID());
    const position = points.toPoints(start);
    const note = {
      ...{
        kind: "note" as const,
        ...made,
        iri,
        creator,
        source,
        audience: { visibility: "team" as const, groupId: null },
      },
      quote: { exact: report.text.slice(start, end), prefix: "", suffix: "", position },
      ...{ end: points.toPoints(end), block: null, page: null, area: null, description: "" },
      colour: ((index % 4) + 1) as 1 | 2 | 3 | 4,
      tags: index % 3 === 0 ? ["oil", `tag ${index % 50}`] : [],
      note: { body: `A *note* with the number ${index}. Заметка.`, modified: null, resolvedAt: null },
    };
    const context = {
      prefix: report.text.slice(Math.max(0, start - 64), start),
      suffix: report.text.slice(end, end + 64),
    };
    const annotation = annotationOf({ ...note, quote: { ...note.quote, ...context } });
    const created = new Date(1_700_000_000_000 + index * 1000 + DAY);
    const reply = {
      kind: "reply" as const,
      ...made,
      created,
      iri: iriOf(randomUUID()),
      creator,
      to: iri,
      body: "I agree.",
    };
    return index % 5 === 0 ? [annotation, annotationOf(reply)] : [annotation];
  }).flat();
  const page = { id: `${ORIGIN}/page`, type: "AnnotationPage", items };
  return JSON.stringify({ "@context": "http://www.w3.org/ns/anno.jsonld", ...page });
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, seconds: Math.round(performance.now() - start) / 1000 };
}

async function exported(db: Database, actor: Actor, format: ExportFormat): Promise<string> {
  const asked = { ...NO_FILTER, query: "", report: null };
  return new Response((await exportNotes(db, actor, asked, format, PLACE)).body).text();
}

function imported(db: Database, actor: Actor, text: string) {
  const body = Buffer.from(JSON.stringify({ text, report: null, visibility: "file" }));
  return importNotes(db, actor, { chunks: [body], hash: createHash("sha256").update(body).digest("base64") });
}

await command(async () => {
  const { values } = parseArgs({ options: { count: { type: "string", default: "5000" }, json: { type: "boolean" } } });
  const count = Number(values.count);
  const first = await withDatabase("Ann", async (db, actor) => {
    const { report } = await openReport((await currentLibrary()).reports[0]!);
    const text = makeAnnotations(report, count);
    const { result, seconds } = await timed(() => imported(db, actor, text));
    const jsonld = await timed(() => exported(db, actor, "jsonld"));
    return { counts: result.counts, importSeconds: seconds, jsonld, backup: await exported(db, actor, "backup") };
  });
  const again = async (format: "jsonld" | "backup", text: string) =>
    withDatabase("Bob", async (db, actor) => {
      const { seconds } = await timed(() => imported(db, actor, text));
      return { seconds, isEqual: (await exported(db, actor, format)) === text };
    });
  const result = {
    count,
    counts: first.counts,
    importSeconds: first.importSeconds,
    exportSeconds: first.jsonld.seconds,
    megabytes: Math.round(Buffer.byteLength(first.jsonld.result) / 10_000) / 100,
    jsonld: await again("jsonld", first.jsonld.result),
    backup: await again("backup", first.backup),
  };
  process.stdout.write(`${JSON.stringify(result, null, values.json ? 0 : 2)}\n`);
  return result.jsonld.isEqual && result.backup.isEqual ? 0 : 1;
});
