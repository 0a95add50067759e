import { randomUUID } from "node:crypto";
import { type APIRequestContext, type BrowserContextOptions, request } from "@playwright/test";
import { idOwnedBy } from "@/lib/annotations/highlights/id-owner";
import { REPORT } from "../bench/instance";
import { lines, pdfOf } from "../unit/report-import/pdf/pdf-writer";

/** What the screenshots show: a team of three with their notes, a share and a collection. */
export interface Cast {
  /** The browser state of the owner. The screenshots show the app as the owner sees it. */
  reader: Exclude<BrowserContextOptions["storageState"], undefined>;
  /** The id of the note whose card is open. */
  opened: string;
  /** The path of a shared passage. */
  share: string;
  /** The path of the page where a collection is edited. */
  collection: string;
  /** The id of an import job whose preview is open. */
  imported: string;
}

const PASSWORD = "a password of the pictures";

/** The text of the note whose card is open. */
export const OPENED_NOTE = "Do we know how much, and for which year? The budget table in the annex stops at 2016.";

/** Notes on the sample report: who wrote them, and on which words. */
const NOTES = [
  {
    by: "Dana",
    quote: "Central Asian states are increasingly trying to forge their own ideology and historic interpretation",
    text: "This is the main claim of the introduction. **Chapter 3** has the examples; we should quote those instead.",
    tags: ["identity"],
    colour: 1,
  },
  {
    by: "Marat",
    quote: "sub-programs on cultural and humanitarian assistance costs remain relatively low",
    text: OPENED_NOTE,
    tags: ["budget", "check"],
    colour: 3,
  },
  {
    by: "Aigerim",
    quote: "Providing education to Kazakhstani students is an important instrument of Russian soft power",
    text: "Compare with the figures of the Bureau of National Statistics:\n\n- students abroad, by country\n- scholarships, by year",
    tags: ["education"],
    colour: 2,
  },
  {
    by: "Dana",
    quote: "a think piece, proposed by CAISS (Central Asia Institute for Strategic Studies) experts",
    text: "A think piece, not a study: say so when we cite it.",
    tags: ["source"],
    colour: 4,
  },
] as const;

/** A reply to the second note. */
const REPLY = "The committee’s report has it on page 14. I’ll add the link.";

interface ApiNote {
  id: string;
  start: number;
  edition: string;
  quote: string;
  author: { id: string };
}

/** Creates the team and its content on a new instance. */
export async function makeCast(url: string): Promise<Cast> {
  const [aigerim, marat, dana] = await makeTeam(url);
  const writers = { Aigerim: aigerim, Marat: marat, Dana: dana };
  const notes: ApiNote[] = [];
  for (const { by, quote, ...rest } of NOTES) {
    const note = { report: REPORT, passage: { quote }, visibility: "team", ...rest };
    notes.push(await post<ApiNote>(writers[by], "/api/v1/notes", note));
  }
  const [first, second, third] = notes as [ApiNote, ApiNote, ApiNote];
  const reply = { id: idOwnedBy(third.author.id, randomUUID().replaceAll("-", "")), body: REPLY };
  await post(aigerim, `/api/highlights/${second.id}/replies`, reply);
  const share = await post<{ path: string }>(aigerim, "/api/shares", {
    edition: third.edition,
    start: third.start,
    end: third.start + third.quote.length,
    quote: third.quote,
    highlightId: third.id,
    notesOf: [third.author.id],
  });
  const collection = await post<{ id: string }>(aigerim, "/api/collections", {
    title: "Soft power in education",
    introduction: "Passages for the briefing in March, with our notes.",
    highlights: [first.id, third.id],
  });
  const imported = await importPdf(aigerim);
  const reader = await aigerim.storageState();
  for (const person of [aigerim, marat, dana]) await person.dispose();
  return { reader, opened: second.id, share: share.path, collection: `/collections/${collection.id}`, imported };
}

const PARAGRAPHS = [
  [
    "The survey of the basin was made by nine people in two wet summers, and its",
    "makers kept books in which every barge, every cargo and every debt of the",
    "season was written down with care.",
  ],
  [
    "A toll of three coppers is asked at every lock between Kesh and Dunmere, as",
    "it was when the quays were built and the ledgers of the guild were begun.",
  ],
];

/** A two-page PDF with a repeated line and a heading. */
function surveyPdf(): Uint8Array {
  const body = (from: number) => PARAGRAPHS.flatMap((each, index) => lines(each, { y: from + 70 * index }));
  const foot = { text: "Draft of the guild", x: 60, y: 560 };
  const title = { text: "A survey of the Kesh basin", x: 60, y: 70, size: 22, font: "bold" as const };
  const heading = { text: "The locks", x: 60, y: 290, size: 15, font: "bold" as const };
  return pdfOf([
    [title, ...body(120), heading, ...body(320), foot],
    [...body(70), ...body(220), foot],
  ]);
}

/** Queues a PDF so that it will be read. @returns the id of its job */
async function importPdf(person: APIRequestContext): Promise<string> {
  const name = encodeURIComponent("survey.pdf");
  const source = await post<{ id: string }>(person, `/api/sources?name=${name}`, Buffer.from(surveyPdf()));
  const job = await post<{ id: string }>(person, "/api/import-jobs", { source: source.id, given: {} });
  return job.id;
}

async function makeTeam(url: string): Promise<[APIRequestContext, APIRequestContext, APIRequestContext]> {
  const [owner, editor, member] = await Promise.all(
    [1, 2, 3].map(() => request.newContext({ baseURL: url, extraHTTPHeaders: { Origin: url } })),
  );
  if (!owner || !editor || !member) throw new Error("A browser context is missing.");
  await post(owner, "/api/setup", { name: "Aigerim Sadykova", email: "aigerim@example.org", password: PASSWORD });
  const join = async (person: APIRequestContext, role: string, name: string, email: string) => {
    const { path } = await post<{ path: string }>(owner, "/api/invitations", { role, maxUses: 1 });
    await post(person, `/api${path}`, { name, email, password: PASSWORD });
  };
  await join(editor, "editor", "Marat Ospanov", "marat@example.org");
  await join(member, "annotator", "Dana Weiss", "dana@example.org");
  return [owner, editor, member];
}

/** @param data sent as JSON, or unchanged if it is a buffer */
async function post<T>(person: APIRequestContext, path: string, data: object): Promise<T> {
  const response = await person.post(path, { data });
  if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
  return response.json();
}
