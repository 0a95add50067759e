/**
 * Payloads with which a member, or a visitor without an account, tries to block everyone else, and their effects on
 * other requests.
 */

import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Selector, selectorOf } from "@/lib/annotations/highlights/selector";
import type { Log } from "@/lib/cli/log.mjs";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import { percentile } from "../bench/search/metrics";
import { App, OWNER, REPORT, withPlace } from "./app";
import type { Outcome } from "./scenarios";

/** Limits for the response times of other requests, in milliseconds (99th percentile). */
const BOUNDS = { live: 100, search: 1_000 };

/** Intervals between payloads, liveness checks and searches, in milliseconds. */
const EVERY = { payload: 1_000, live: 50, search: 250 };

/**
 * How long to wait after the last answer, in milliseconds. Idle workers end after 10 seconds, and an idle process runs
 * garbage collection within about a minute. Memory use is polled until it is back to normal.
 */
const REST = { least: 15_000, most: 60_000, every: 5_000 };

/** The maximum ratio of final to initial memory use. Caches that fill up during normal use are empty at the start. */
const MOST_MEMORY = 1.5;

/** Sends a payload once. @param round makes each payload different, so that no response comes from a cache */
type Send = (round: number) => Promise<Response>;

/**
 * Sends each payload once a second for some time while other users search, and prints the effect.
 *
 * @param only skips payloads whose name does not contain this text
 */
export async function stalls(secondsEach: number, only: string, log: Log): Promise<Outcome> {
  const faults: string[] = [];
  let count = 0;
  await withPlace("sqlite", async (folder, databaseUrl) => {
    const app = await App.start(folder, databaseUrl);
    try {
      const payloads = await payloadsFor(app);
      log.say(row(["payload", "live p50/p99/max ms", "search p50/p99/max ms", "memory MB before/after", "answers"]));
      for (const [name, send] of Object.entries(payloads)) {
        if (!name.includes(only)) continue;
        const { live, search, before, after, statuses } = await suffer(app, send, secondsEach);
        log.say(row([name, told(live), told(search), `${before} / ${after}`, statuses]));
        if (percentile(live, 0.99) >= BOUNDS.live) faults.push(`${name}: the liveness check was too slow`);
        if (percentile(search, 0.99) >= BOUNDS.search) faults.push(`${name}: searches were too slow`);
        if (after > before * MOST_MEMORY) faults.push(`${name}: memory grew from ${before} to ${after} MB`);
        count++;
      }
    } finally {
      await app.stop();
    }
  });
  return { name: "stalls", counts: { payloads: count }, faults };
}

/**
 * Sends one payload a second. Measures the response times of other requests, in milliseconds, and how much memory the
 * server and its workers use.
 */
async function suffer(app: App, send: Send, seconds: number) {
  // Warm-up: initial compilation and caching are not stalls.
  for (let warm = 0; warm < 20; warm++) await app.ask(searchFor(warm));
  const before = megabytesOf(app.pid);
  const end = performance.now() + seconds * 1_000;
  const statuses = new Map<string, number>();
  const sent: Promise<unknown>[] = [];
  const note = (status: string) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const [live, search] = await Promise.all([
    measure(end, EVERY.live, () => app.ask("/api/health/live")),
    measure(end, EVERY.search, (round) => app.ask(searchFor(round))),
    measure(end, EVERY.payload, async (round) => {
      const answer = send(round).then(
        async (response) => {
          await response.arrayBuffer();
          note(String(response.status));
        },
        () => note("no answer"),
      );
      sent.push(answer);
      return undefined;
    }),
  ]);
  await Promise.all(sent);
  const after = await rest(app.pid, before);
  const answers = [...statuses].map(([status, count]) => `${count} × ${status}`).join(", ");
  return { live: live!, search: search!, before, after, statuses: answers };
}

/** Memory use once it has returned to normal, or when the waiting time is over. */
async function rest(pid: number, before: number): Promise<number> {
  await sleep(REST.least);
  for (let rested = REST.least; ; rested += REST.every) {
    const now = megabytesOf(pid);
    if (now <= before * MOST_MEMORY || rested >= REST.most) return now;
    await sleep(REST.every);
  }
}

async function measure(
  end: number,
  every: number,
  ask: (round: number) => Promise<Response | undefined>,
): Promise<number[]> {
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  // Requests are sent at fixed times, whether or not the previous one has been answered. A stalled server therefore
  // receives just as many requests.
  for (let round = 0, next = performance.now(); next < end; round++, next += every) {
    await sleep(Math.max(0, next - performance.now()));
    const start = performance.now();
    asked.push(
      ask(round).then(async (response) => {
        await response?.arrayBuffer();
        times.push(performance.now() - start);
      }),
    );
  }
  await Promise.all(asked);
  return times;
}

const WORDS = [
  "soft power",
  "students",
  "language",
  "Nazarbayev",
  "media",
  "Eurasian",
  "compatriots",
  "budget",
  "Kazakh",
];

function searchFor(round: number): string {
  return `/api/search?q=${encodeURIComponent(`${WORDS[round % WORDS.length]} ${WORDS[(round * 7 + 1) % WORDS.length]}`)}`;
}

/** All payloads, by the names of their rows. */
async function payloadsFor(app: App): Promise<Record<string, Send>> {
  const { edition, text } = await currentEditionOf(app);
  const selector = (start: number, end: number) => ({ edition, ...selectorOf(text, start, end) });
  const at = text.indexOf("bilateral relations");
  const passage = selector(at, at + "bilateral relations".length);
  const addNote = async (note: string) => {
    const body = { ...passage, id: randomUUID(), colour: 1, visibility: "team", note };
    const answer = await jsonOf(await app.ask(`/api/reports/${REPORT}/highlights`, body));
    return answer as { id: string; author: { id: string } };
  };
  const headings = await addNote("a\n=\n".repeat(12_000));
  for (let note = 0; note < 4; note++) await addNote(`[a]:x${" ".repeat(49_000)}y`);
  for (let note = 0; note < 8; note++) await addNote("a\n".repeat(25_000 - note));
  const { start, end, quote } = passage;
  const share = { edition, start, end, quote, highlightId: headings.id, notesOf: [headings.author.id] };
  const { path } = (await jsonOf(await app.ask("/api/shares", share))) as { path: string };

  const annotate = (html: string) => (round: number) =>
    app.ask("/api/annotations/", annotationOf(app, passage, `<i>${round}</i>${html}`));
  const importing = (annotations: object[]) => (round: number) => {
    const file = JSON.stringify([...annotations, annotationOf(app, passage, String(round))]);
    return app.ask("/api/imports/preview", { text: file, report: REPORT, visibility: "private" });
  };
  const upload = (content: (round: number) => string) => (round: number) => {
    const file = Buffer.from(content(round)).toString("base64");
    return app.ask("/api/editions/preview", { name: "a.txt", file, given: { title: "A" }, slug: null });
  };
  const nearMisses = Array.from({ length: 150 }, (_, index) => {
    const from = (index * 397) % (text.length - 10_000);
    const exact = text.slice(from, from + 10_000).replaceAll(/\b(\w+) (\w+) (\w+)\b/gu, "$1 $3 $2");
    return annotationOf(app, { ...passage, quote: exact, prefix: "", suffix: "" }, "near");
  });
  const marks = Array.from({ length: 60 }, () => ({
    ...annotationOf(app, passage, ""),
    body: [{ type: "TextualBody", value: "*_[".repeat(29_000), format: "text/plain" }],
  }));
  return {
    "HTML with 50 formats, 100 paragraphs": annotate(tangledHtml(50, 100)),
    "HTML with 200 formats, 400 paragraphs": annotate(tangledHtml(200, 400)),
    "HTML with 1,500 formats, 4,000 paragraphs": annotate(tangledHtml(1_500, 4_000)),
    "a shared note with 12,000 headings": () => app.visit(path),
    "all notes, including that one": () => app.ask("/notes"),
    "a search in notes full of spaces": (round) => app.ask(`/api/search?q=${"relations".slice(0, 3 + (round % 7))}`),
    "an import of 150 nearly matching quotes": importing(nearMisses),
    "an import of 60 notes full of markup": importing(marks),
    "a Word export of long notes": () => app.ask("/api/notes/export?format=docx"),
    "a Markdown export of long notes": () => app.ask("/api/notes/export?format=markdown"),
    "uploads of one megabyte each": upload((round) => `A ${round}\n\n${"a b, c.\n".repeat(130_000)}`),
    "uploads full of brackets": upload((round) => `A ${round}\n\n${"[1] *_[a](b ".repeat(80_000)}`),
    "16 simultaneous sign-ins": () => signInOften(app, 16),
  };
}

/** In `<b a=0><b a=1>…` with unclosed paragraphs, a parser reopens all formatting elements in each paragraph. */
function tangledHtml(formats: number, paragraphs: number): string {
  const opened = Array.from({ length: formats }, (_, index) => `<b a=${index}>`).join("");
  return `<p>${opened}</p>${"<p>x".repeat(paragraphs)}`;
}

function annotationOf(
  app: App,
  { quote, prefix, suffix }: Pick<Selector, "quote" | "prefix" | "suffix">,
  html: string,
) {
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: `urn:uuid:${randomUUID()}`,
    type: "Annotation",
    body: { type: "TextualBody", value: html, format: "text/html" },
    target: {
      source: `${app.origin}/r/${REPORT}`,
      selector: { type: "TextQuoteSelector", exact: quote, prefix, suffix },
    },
  };
}

/** Signs in the same user with the correct password many times concurrently. @returns the last response */
async function signInOften(app: App, times: number): Promise<Response> {
  const { email, password } = OWNER;
  const answers = await Promise.all(
    Array.from({ length: times }, () => app.ask("/api/auth/signin", { email, password })),
  );
  for (const answer of answers.slice(1)) await answer.arrayBuffer();
  return answers[0]!;
}

async function currentEditionOf(app: App): Promise<{ edition: string; text: string }> {
  const db = await openDatabase(app.databaseUrl);
  const { id, text } = await db.edition.findFirstOrThrow({ where: { report: REPORT }, orderBy: { ordinal: "desc" } });
  await closeDatabase(db);
  return { edition: id, text };
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.url} responded with ${response.status}: ${await response.text()}`);
  return response.json();
}

/** The resident memory of a process and its children, in megabytes. */
function megabytesOf(pid: number): number {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/u).map(Number) as [number, number, number]);
  const own = new Set([pid]);
  for (const [child, parent] of rows) if (own.has(parent)) own.add(child);
  const kilobytes = rows.filter(([process]) => own.has(process)).reduce((sum, [, , rss]) => sum + rss, 0);
  return Math.round(kilobytes / 1_024);
}

function told(times: readonly number[]): string {
  return [0.5, 0.99, 1].map((share) => Math.round(percentile(times, share))).join(" / ");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
