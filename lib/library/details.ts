import "server-only";
import { auditBy } from "../accounts/audit";
import { type Actor, authorize, may } from "../accounts/policy";
import type { Database, Transaction } from "../db/database";
import { findReport, type StoredReport, updateDetails } from "../editions/reports";
import { UserError } from "../errors";
import { publish, withEventTransaction } from "../events/log";
import { changedFields, isDate, type ReportDetails } from "../report/details";
import type { WrittenName } from "../report/names";
import { MAX_TOPIC, MAX_TOPICS, topicsIn } from "../report/topics";
import type { DetailsChange, DetailsView } from "./details-schemas";

/** Maximum length of a field or a name, in UTF-16 code units, and maximum number of names. */
const MAX_LENGTH = 300;
const MAX_NAMES = 100;

/**
 * The details of a report, for the form that edits them.
 *
 * @throws UserError `forbidden` (403), `no-such-report` (404)
 */
export async function readDetails(db: Database, actor: Actor, slug: string): Promise<DetailsView> {
  const report = await requireReport(db, actor, slug);
  authorize(actor, "report.edit", { report: slug });
  return report;
}

/**
 * Changes the details of a report for everyone. The text and its highlights stay as they are. Repeating a change that
 * has already been saved does nothing.
 *
 * @throws UserError `forbidden` (403), `no-such-report` (404), `conflict` (409) if the version is outdated, and any
 *   error from `checked`
 */
export function editDetails(
  db: Database,
  actor: Actor,
  slug: string,
  { version, ...change }: DetailsChange,
): Promise<DetailsView> {
  return withEventTransaction(db, async (tx) => {
    const before = await requireReport(tx, actor, slug);
    authorize(actor, "report.edit", { report: slug });
    // Validate before comparing versions, so that the user learns of invalid input first.
    const wanted = { ...before, ...checked(change) };
    const fields = changedFields(before, wanted);
    if (fields.length === 0) return before;
    if (before.version !== version) {
      throw new UserError("conflict.details");
    }
    const after = await updateDetails(tx, before, wanted);
    await auditBy(tx, actor, "report.edited", null, { title: after.title, fields });
    await publish(tx, {
      ...{ kind: "report.edited", report: slug, subjectId: slug },
      ...{ version: after.version, actorId: actor.id },
    });
    return after;
  });
}

/** @throws UserError `no-such-report` (404) if there is no such report, or the user can't read it */
export async function requireReport(db: Database | Transaction, actor: Actor, slug: string): Promise<StoredReport> {
  const report = await findReport(db, slug);
  if (report && may(actor, "report.read", { report: slug })) return report;
  throw new UserError("no-such-report");
}

/**
 * The changed fields in the form in which they are stored, without extra spaces. Other fields aren't checked, because
 * files may contain details that can't be entered here.
 *
 * @throws UserError `details-title`, `details-date`, `details-names`, `details-too-long`, `too-many-topics`
 */
function checked({ language, status, ...typed }: Omit<DetailsChange, "version">): Partial<ReportDetails> {
  return {
    ...(typed.title !== undefined && { title: titleIn(typed.title) }),
    ...(typed.authors !== undefined && { authors: namesIn(typed.authors, "authors") }),
    ...(typed.editors !== undefined && { editors: namesIn(typed.editors, "editors") }),
    ...(typed.publisher !== undefined && { publisher: line(typed.publisher ?? "", "publisher") || null }),
    ...(typed.place !== undefined && { place: line(typed.place ?? "", "place") || null }),
    ...(typed.date !== undefined && { date: dateIn(typed.date ?? "") }),
    ...(language !== undefined && { language }),
    ...(status !== undefined && { status }),
    ...(typed.topics !== undefined && { topics: checkedTopics(typed.topics) }),
  };
}

function titleIn(typed: string): string {
  const title = line(typed, "title");
  if (title !== "") return title;
  throw new UserError("details-title");
}

function dateIn(typed: string): string | null {
  const date = typed.trim();
  if (date === "") return null;
  if (isDate(date)) return date;
  throw new UserError("details-date");
}

function checkedTopics(typed: readonly string[]): string[] {
  const topics = topicsIn(typed.map(storable));
  const long = topics.find((topic) => topic.length > MAX_TOPIC);
  if (long !== undefined) throw new UserError("details-too-long.topic", { max: MAX_TOPIC });
  if (topics.length > MAX_TOPICS) throw new UserError("too-many-topics", { max: MAX_TOPICS });
  return topics;
}

/**
 * NUL and unpaired surrogates become U+FFFD, as in notes, because they aren't valid characters and PostgreSQL can't
 * store them.
 */
function storable(typed: string): string {
  return typed.replace(/[\0\p{Surrogate}]/gu, "\uFFFD").normalize("NFC");
}

/** One line of text, without extra spaces. */
function line(typed: string, what: "title" | "publisher" | "place" | "authors" | "editors"): string {
  const text = storable(typed).replace(/\s+/gu, " ").trim();
  if (text.length <= MAX_LENGTH) return text;
  throw new UserError(`details-too-long.${what}`, { max: MAX_LENGTH });
}

function namesIn(names: readonly WrittenName[], what: "authors" | "editors"): WrittenName[] {
  if (names.length > MAX_NAMES) {
    throw new UserError(`details-names.${what}`, { max: MAX_NAMES });
  }
  const part = (text: string) => line(text, what);
  return names.flatMap((name): WrittenName[] => {
    if (typeof name === "string") return part(name) === "" ? [] : [part(name)];
    if ("literal" in name) return part(name.literal) === "" ? [] : [{ literal: part(name.literal) }];
    const [family, given] = [part(name.family), part(name.given ?? "")];
    if (family === "") return given === "" ? [] : [given];
    return [{ family, ...(given !== "" && { given }) }];
  });
}
