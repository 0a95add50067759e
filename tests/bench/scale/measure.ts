/** Measures the instances of a team over HTTP, one request at a time, each from the next instance. */

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import type { Database } from "@/lib/db/database";
import { currentEdition, editionText } from "@/lib/editions/editions";
import { connectionsTo } from "@/lib/search/postgres/schema";
import { REPORT } from "../instance";
import { type QuerySet, querySets } from "../large/queries";
import { closedLoop, rounded } from "../load/closed-loop";
import { percentile } from "../search/metrics";
import { RESTRICTED, slugOf } from "./grow";

/** Number of queries of each kind, and of reports to open. */
const ASKED = 20;
/** Number of changes of each kind. After each, every instance is asked once. */
const CHANGES = 3;
/** Number of hits that the app requests at first. */
const SHOWN = 20;
/** Load on each instance. */
const LOAD = { people: 4, seconds: 5 };
/** Interval in milliseconds between checks for an imported report. */
const LOOK = 20;

/** The kinds of queries in `querySets` that are measured. */
const KINDS = ["a rare word", "one of the most common words", "a phrase", "a word being typed", "a misspelt word"];

/** A figure in milliseconds, or searches per second. */
export interface Figure {
  what: string;
  p50: number;
  p95: number;
}

export interface Served {
  db: Database;
  urls: readonly string[];
  /** The cookies of an owner and of a member in two groups. */
  owner: string;
  member: string;
  metricsToken: string;
  reports: number;
}

interface Asked {
  path: string;
  cookie: string;
  method?: string;
  body?: object;
  authorization?: string;
}

/** All figures for the current size of the library. */
export async function measureLibrary(served: Served): Promise<Figure[]> {
  const { db, urls, owner, member, reports } = served;
  const figures: Figure[] = [];
  const time = async (what: string, asked: readonly Asked[]) => {
    const answers: Answer[] = [];
    for (const [index, each] of asked.entries()) answers.push(await ask(urls[index % urls.length]!, each));
    figures.push(
      figureOf(
        what,
        answers.map(({ all }) => all),
      ),
    );
    return answers;
  };
  const search = (cookie: string, queries: readonly string[]) =>
    queries.slice(0, ASKED).map((q): Asked => ({ cookie, path: searchPath(q) }));

  // Fill the caches that the first request of each person fills.
  for (const url of urls) for (const cookie of [owner, member]) await ask(url, { cookie, path: searchPath("power") });

  const sets = await queriesIn(db, reports);
  for (const { name, queries } of sets) await time(`search: ${name}`, search(member, queries));
  const common = sets.find(({ name }) => name === "one of the most common words")!;
  await time("search as an owner: one of the most common words", search(owner, common.queries));
  await time(
    "completions",
    sets
      .find(({ name }) => name === "a word being typed")!
      .queries.slice(0, ASKED)
      .map((q) => ({ cookie: member, path: `/api/search/completions?${new URLSearchParams({ q })}` })),
  );
  figures.push(await searchesPerSecond(served, sets));

  const pages = {
    "library: first page": "/",
    "library: by activity": "/?order=activity",
    "library: last page, by date": `/?order=added&page=${Math.ceil(reports / 50)}`,
    "library: archived": "/?archived=true",
  };
  for (const [what, path] of Object.entries(pages)) await time(what, repeated({ cookie: member, path }));

  const slugs = Array.from({ length: ASKED }, (_, index) => Math.max(1, Math.floor((index * (reports - 2)) / ASKED)))
    .map((number) => (number % RESTRICTED === 0 ? number - 1 : number))
    .map(slugOf);
  const opened = await time(
    "opening a report",
    slugs.map((slug) => ({ cookie: member, path: `/r/${slug}` })),
  );
  figures.push(
    figureOf(
      "opening a report, first byte",
      opened.map(({ first }) => first),
    ),
  );
  await time("owner's page of the server", repeated({ cookie: owner, path: "/api/server" }));
  const authorization = `Bearer ${served.metricsToken}`;
  await time("metrics", repeated({ cookie: "", path: "/api/metrics", authorization }));
  figures.push(...(await afterChanges(served)));
  figures.push(await importing(served));
  return figures;
}

function repeated(asked: Asked): Asked[] {
  return Array.from({ length: ASKED }, () => asked);
}

function searchPath(q: string): string {
  return `/api/search?${new URLSearchParams({ q, limit: String(SHOWN) })}`;
}

/** Queries with words from the library. */
async function queriesIn(db: Database, reports: number): Promise<QuerySet[]> {
  const sets = await querySets(await connectionsTo(db));
  const of = (name: string) => sets.find((set) => set.name === name)!.queries;
  const title = (index: number) => `Generated report ${String(1 + ((index * 7) % (reports - 1))).padStart(4, "0")}`;
  return [
    ...sets.filter(({ name }) => KINDS.includes(name)),
    { name: "three words", queries: of("two rare words").map((two, index) => `${two}${of(KINDS[1]!)[index]}`) },
    {
      name: "a common word in one report",
      queries: of(KINDS[1]!).map((word, index) => `${word} report:"${title(index)}"`),
    },
  ];
}

/** The throughput of all instances together. */
async function searchesPerSecond({ urls, member }: Served, sets: readonly QuerySet[]): Promise<Figure> {
  const queries = sets.flatMap((set) => set.queries);
  let turn = 0;
  const next = () => ({ path: searchPath(queries[(turn++ * 31) % queries.length]!) });
  const cookies = Array.from({ length: LOAD.people }, () => member);
  const measured = await Promise.all(urls.map((url) => closedLoop(url, cookies, LOAD.seconds, next)));
  const errors = measured.reduce((sum, each) => sum + each.errors, 0);
  if (errors > 0) throw new Error(`${errors} searches failed under load.`);
  const p95 = Math.max(...measured.map((each) => each.p95));
  const p50 = Math.max(...measured.map((each) => each.p50));
  const perSecond = Math.round(measured.reduce((sum, each) => sum + each.perSecond, 0));
  return { what: `search: ${LOAD.people * urls.length} people at once (${perSecond} a second)`, p50, p95 };
}

/** The first search on each instance after a note, and after an edited title. */
async function afterChanges({ db, urls, owner, member }: Served): Promise<Figure[]> {
  const [first = ""] = urls;
  const current = await currentEdition(db, REPORT);
  const edition = current && (await editionText(db, current.id));
  if (!edition) throw new Error(`The server has no report ${REPORT}.`);
  const times: Record<string, number[]> = {};
  const searchEverywhere = async (what: string) => {
    for (const url of urls) {
      const { all } = await ask(url, { cookie: member, path: searchPath("power") });
      times[what] = [...(times[what] ?? []), all];
    }
  };
  for (let round = 0; round < CHANGES; round++) {
    const selector = selectorOf(edition.text, 1_000 + round * 200, 1_040 + round * 200);
    const body = { id: randomUUID(), edition: edition.id, ...selector, colour: 1, visibility: "team", note: "New." };
    await ask(first, { cookie: member, path: `/api/reports/${REPORT}/highlights`, body });
    await searchEverywhere("first search after a note");
  }
  const path = `/api/reports/${slugOf(1)}`;
  for (let round = 0; round < CHANGES; round++) {
    const { version, title } = JSON.parse((await ask(first, { cookie: owner, path })).text);
    await ask(first, { cookie: owner, path, method: "PATCH", body: { version, title: `${title}.` } });
    await searchEverywhere("first search after a title is edited");
  }
  return Object.entries(times).map(([what, measured]) => figureOf(what, measured));
}

/** The time from sending a file until a search on every instance finds it. */
async function importing({ urls, owner }: Served): Promise<Figure> {
  const [first = ""] = urls;
  const times: number[] = [];
  for (let round = 0; round < CHANGES; round++) {
    const word = `found${randomUUID().replaceAll(/[^a-f]/gu, "")}`;
    const paragraphs = Array.from({ length: 40 }, (_, index) => `Paragraph ${index} is about ${word} and trade.`);
    const given = { title: `About ${word}`, authors: ["Bench"], language: "en" };
    const file = Buffer.from(`# About ${word}\n\n${paragraphs.join("\n\n")}\n`).toString("base64");
    const body = { name: `${word}.md`, file, given, slug: word, after: null };
    const start = performance.now();
    await ask(first, { cookie: owner, path: "/api/editions", body });
    for (const url of urls) {
      for (;;) {
        const { text } = await ask(url, { cookie: owner, path: searchPath(word) });
        if (JSON.parse(text).total > 0) break;
        await sleep(LOOK);
      }
    }
    times.push(performance.now() - start);
  }
  return figureOf("adding a report until every instance finds it", times);
}

interface Answer {
  /** Milliseconds until the first byte, and until the last. */
  first: number;
  all: number;
  text: string;
}

async function ask(url: string, { path, cookie, method, body, authorization }: Asked): Promise<Answer> {
  const headers = {
    ...{ cookie, origin: url },
    ...(authorization && { authorization }),
    ...(body && { "content-type": "application/json" }),
  };
  const start = performance.now();
  const response = await fetch(`${url}${path}`, {
    ...{ headers, method: method ?? (body ? "POST" : "GET") },
    ...(body && { body: JSON.stringify(body) }),
  });
  const first = performance.now() - start;
  const text = await response.text();
  const all = performance.now() - start;
  if (!response.ok) throw new Error(`${path} responded with ${response.status}: ${text.slice(0, 500)}`);
  return { first, all, text };
}

function figureOf(what: string, times: readonly number[]): Figure {
  return { what, p50: rounded(percentile(times, 0.5)), p95: rounded(percentile(times, 0.95)) };
}
