import "server-only";
import { auditBy } from "../accounts/audit";
import { type Actor, type Authorized, readableBy } from "../accounts/policy";
import { CURRENT_REPORT, IN_CURRENT_REPORT } from "../current-reports";
import type { Database } from "../db/database";

/** Rows per query. */
const PAGE = 200;

/** Identifies the file format. A new format gets a new number. */
const FORM = "concord account export 1";

/**
 * All of a user's data as one JSON object, streamed in parts so that it never has to fit in memory: the account,
 * highlights with tags, notes with version history, replies, links, saved searches, inbox, sessions, passkeys, tokens,
 * invitations, and their audit log entries. Texts are Markdown; times are ISO 8601; offsets are UTF-16 code units.
 * Secrets aren't included, because only their hashes are stored.
 */
export async function* exportAccount(
  db: Database,
  { actor }: Authorized<null, "account.export">,
  now: Date = new Date(),
): AsyncGenerator<string> {
  await auditBy(db, actor, "account.exported", actor.id, {}, now);
  const person = await db.person.findUniqueOrThrow({
    where: { id: actor.id },
    select: { ...ACCOUNT, memberships: { select: { group: { select: { id: true, name: true } } } } },
  });
  const { memberships, ...account } = person;
  const head = { form: FORM, exportedAt: now, account: { ...account, groups: memberships.map(({ group }) => group) } };
  yield JSON.stringify(head, null, 1).slice(0, -2);
  for (const [name, find] of Object.entries(listsOf(db, actor))) {
    yield `,\n "${name}": [`;
    let separator = "\n";
    for await (const row of rowsOf(find)) {
      yield `${separator}  ${JSON.stringify(row)}`;
      separator = ",\n";
    }
    yield "\n ]";
  }
  yield "\n}\n";
}

const ACCOUNT = { id: true, email: true, emailVerifiedAt: true, name: true, role: true, createdAt: true } as const;

interface Page {
  take: number;
  orderBy: { id: "asc" };
  /** Cursor: the last row of the previous page. */
  cursor?: { id: string };
  skip?: number;
}

type Find = (page: Page) => Promise<{ id: string }[]>;

async function* rowsOf(find: Find): AsyncGenerator<{ id: string }> {
  let last: string | null = null;
  for (;;) {
    const page: { id: string }[] = await find({
      take: PAGE,
      orderBy: { id: "asc" },
      ...(last !== null && { cursor: { id: last }, skip: 1 }),
    });
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)!.id;
  }
}

/** The lists in the file, by name. */
function listsOf(db: Database, actor: Actor): Record<string, Find> {
  const { id: personId } = actor;
  // Highlights quote their report, so those in reports that the user can no longer read are left out.
  const ofReport = { AND: [readableBy(actor), CURRENT_REPORT] };
  const own = { personId };
  const written = { authorId: personId };
  const made = { createdById: personId };
  return {
    highlights: (page) =>
      db.highlight.findMany({
        ...page,
        where: { ...written, ofReport },
        include: { tags: { select: { name: true } }, placements: { omit: { highlightId: true } } },
      }),
    notes: (page) =>
      db.note.findMany({
        ...page,
        where: { ...written, highlight: { ofReport } },
        include: { revisions: { omit: { noteId: true } } },
      }),
    replies: (page) => db.reply.findMany({ ...page, where: { ...written, note: { highlight: { ofReport } } } }),
    links: (page) =>
      db.share.findMany({
        ...page,
        where: made,
        omit: { tokenHash: true },
        include: {
          passages: {
            where: { edition: IN_CURRENT_REPORT },
            orderBy: { position: "asc" },
            omit: { shareId: true },
            include: { notes: { omit: { passageId: true } } },
          },
        },
      }),
    savedSearches: (page) => db.savedSearch.findMany({ ...page, where: own }),
    importJobs: (page) =>
      db.importJob.findMany({
        ...page,
        where: own,
        omit: { claimId: true, leaseUntil: true, result: true },
        include: { source: { select: { name: true, size: true } } },
      }),
    inbox: (page) => db.inboxItem.findMany({ ...page, where: own }),
    sessions: (page) => db.session.findMany({ ...page, where: own }),
    passkeys: (page) =>
      db.passkey.findMany({
        ...page,
        where: own,
        select: { id: true, name: true, host: true, createdAt: true, lastUsedAt: true },
      }),
    tokens: (page) => db.apiToken.findMany({ ...page, where: own, omit: { tokenHash: true } }),
    invitations: (page) => db.invitation.findMany({ ...page, where: made, omit: { tokenHash: true } }),
    auditEntries: async (page) => {
      const rows = await db.auditEntry.findMany({
        ...page,
        where: { OR: [{ personId }, { subjectId: personId }] },
        omit: { subjectId: true },
      });
      // Leave out other users' addresses and devices in entries about this user, because they aren't this user's data.
      return rows.map((row) => (row.personId === personId ? row : { ...row, address: null, device: null }));
    },
  };
}
