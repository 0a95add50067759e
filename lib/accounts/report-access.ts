import "server-only";
import { createHmac } from "node:crypto";
import type { Database, Transaction } from "../db/database";
import { sessionSecret } from "../db/session-secret";
import { processSingleton } from "../process-singleton";
import type { Actor, OwnReports, ReportAudience, ReportRelation, ReportRight } from "./policy";

/** A row of the table of grants. */
interface Grant {
  report: string;
  personId: string | null;
  groupId: string | null;
  right: ReportRight;
}

/** The fields of a user that decide which grants are theirs. */
type Grantee = Pick<Actor, "id" | "groupIds">;

/** Maximum number of people whose relations are cached. This is about as many as are active at the same time. */
const PEOPLE = 256;

/** The audience that reports have unless someone changed it. */
const DEFAULT: ReportAudience = "team";

/**
 * Who can read and edit which reports, for all users. Held in memory until it changes, because every request needs it.
 * Most reports have the default audience and no grants, so they aren't listed.
 */
export class ReportAccess {
  private readonly byGrantee = new Map<string, Grant[]>();
  private readonly byReport = new Map<string, Grant[]>();
  /** The reports that only some people can read, sorted. */
  private readonly restricted: readonly string[];
  private readonly people = new Map<string, OwnReports>();

  constructor(
    private readonly audiences: ReadonlyMap<string, ReportAudience>,
    grants: readonly Grant[],
  ) {
    for (const grant of grants) {
      for (const [by, key] of [
        [this.byGrantee, granteeOf(grant)],
        [this.byReport, grant.report],
      ] as const) {
        const others = by.get(key);
        if (others) others.push(grant);
        else by.set(key, [grant]);
      }
    }
    this.restricted = [...audiences].flatMap(([slug, audience]) => (audience === "restricted" ? [slug] : [])).sort();
  }

  audienceOf(slug: string): ReportAudience {
    return this.audiences.get(slug) ?? DEFAULT;
  }

  /**
   * Identifies everyone who can read a report, other than by their role: the same for reports with the same readers.
   */
  readersOf(slug: string): string {
    const grantees = (this.byReport.get(slug) ?? []).map(granteeOf).sort();
    return [this.audienceOf(slug), ...grantees].join(" ");
  }

  /** How the reports relate to a user. */
  of({ id, groupIds }: Grantee): OwnReports {
    const key = [id, ...[...groupIds].sort()].join(" ");
    const known = this.people.get(key) ?? this.resolve({ id, groupIds });
    // Move the entry to the end, because entries are ordered from least to most recently used.
    this.people.delete(key);
    this.people.set(key, known);
    const [oldest] = this.people.keys();
    if (this.people.size > PEOPLE && oldest !== undefined) this.people.delete(oldest);
    return known;
  }

  private resolve({ id, groupIds }: Grantee): OwnReports {
    const rights = new Map<string, ReportRight>();
    for (const grantee of [granteeOf({ personId: id, groupId: null }), ...groupIds.map(granteeOfGroup)]) {
      for (const { report, right } of this.byGrantee.get(grantee) ?? []) {
        if (right === "edit" || !rights.has(report)) rights.set(report, right);
      }
    }
    let key: string | undefined;
    const keyOf = () => this.keyOf(rights);
    return {
      get key() {
        key ??= keyOf();
        return key;
      },
      editsSome: [...rights.values()].includes("edit"),
      relationTo: (slug) => relationOf(rights.get(slug), this.audienceOf(slug)),
    };
  }

  /**
   * Browsers receive this key, so it is keyed with the session secret. Otherwise, someone could confirm guesses about
   * the reports that they can't see.
   */
  private keyOf(rights: ReadonlyMap<string, ReportRight>): string {
    if (rights.size === 0 && this.audiences.size === 0) return "";
    const hash = createHmac("sha256", sessionSecret());
    for (const slug of this.restricted) if (!rights.has(slug)) hash.update(`${slug} other\n`);
    for (const [slug, right] of [...rights].sort()) hash.update(`${slug} ${right}\n`);
    // For guests, public reports are among the few that they see.
    for (const [slug, audience] of this.audiences) if (audience === "public") hash.update(`${slug} public\n`);
    return hash.digest("base64url");
  }
}

function granteeOf({ personId, groupId }: Pick<Grant, "personId" | "groupId">): string {
  return personId === null ? granteeOfGroup(groupId ?? "") : `person:${personId}`;
}

function granteeOfGroup(groupId: string): string {
  return `group:${groupId}`;
}

function relationOf(right: ReportRight | undefined, audience: ReportAudience): ReportRelation {
  if (right !== undefined) return right === "edit" ? "edits" : "reads";
  return audience === "restricted" ? "other" : audience;
}

const kept = () => processSingleton("report-access", () => new WeakMap<Database, Kept>());

interface Kept {
  /** The number of the last event that changed access when the table was read. */
  event: number;
  access: Promise<ReportAccess>;
}

/**
 * Who can read and edit which reports now. Reads a single number, unless access has changed since the last call.
 */
export async function reportAccess(db: Database): Promise<ReportAccess> {
  const rows = await db.$queryRaw<{ access: number }[]>`SELECT "access" FROM "EventCounter"`;
  const event = rows[0]?.access ?? 0;
  const held = kept().get(db);
  if (held && held.event >= event) return held.access;
  const access = readAccess(db);
  kept().set(db, { event, access });
  access.catch(() => {
    // Let the next request try again.
    if (kept().get(db)?.access === access) kept().delete(db);
  });
  return access;
}

async function readAccess(db: Database): Promise<ReportAccess> {
  const reports = await db.report.findMany({
    where: { audience: { not: DEFAULT } },
    select: { slug: true, audience: true },
    orderBy: { slug: "asc" },
  });
  const grants = await db.reportGrant.findMany({
    select: { report: true, personId: true, groupId: true, right: true },
  });
  return new ReportAccess(new Map(reports.map(({ slug, audience }) => [slug, audience])), grants);
}

/**
 * Like `reportAccess`, as a transaction sees it, for a few people. It knows only the given reports, and whether the
 * people can edit any report.
 */
export async function accessWithin(
  tx: Database | Transaction,
  people: readonly Grantee[],
  slugs: readonly string[],
): Promise<ReportAccess> {
  const reports = await tx.report.findMany({
    where: { slug: { in: [...slugs] } },
    select: { slug: true, audience: true },
  });
  const grants = await tx.reportGrant.findMany({
    where: {
      OR: [
        { personId: { in: people.map(({ id }) => id) } },
        { groupId: { in: [...new Set(people.flatMap(({ groupIds }) => groupIds))] } },
      ],
    },
    select: { report: true, personId: true, groupId: true, right: true },
  });
  return new ReportAccess(new Map(reports.map(({ slug, audience }) => [slug, audience])), grants);
}
