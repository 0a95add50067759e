import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { createToken } from "@/lib/accounts/api-tokens";
import { replaceCodes } from "@/lib/accounts/factors/recovery-codes";
import { createInvitation } from "@/lib/accounts/invitations";
import { hashPassword } from "@/lib/accounts/password";
import { authorize } from "@/lib/accounts/policy";
import { createResetLink } from "@/lib/accounts/reset-links";
import { SESSION_SECONDS, startSession } from "@/lib/accounts/sessions";
import { createHighlight, deleteHighlight } from "@/lib/annotations/highlights/service";
import { setTags } from "@/lib/annotations/highlights/tag-service";
import { positionNow } from "@/lib/annotations/live/live";
import { deleteNote } from "@/lib/annotations/notes/note-service";
import { addReply, deleteReply } from "@/lib/annotations/replies/reply-service";
import type { HighlightView, Visibility } from "@/lib/annotations/schemas";
import type { Database } from "@/lib/db/database";
import { storePages } from "@/lib/editions/pages";
import { addEdition } from "@/lib/library/add-edition";
import { createImportJob } from "@/lib/library/import-jobs/jobs";
import { saveSearch } from "@/lib/library/saved-searches";
import type { NewSavedSearch } from "@/lib/library/schemas";
import { parseReport } from "@/lib/report/parse";
import { createCollection } from "@/lib/sharing/collections";
import { createShare, renewShare, revokeShare } from "@/lib/sharing/service";
import { storeDrawnText } from "@/lib/sources/drawn-text";
import { storePictures } from "@/lib/sources/pictures";
import { storeSource } from "@/lib/sources/store";
import { encodeBoxes } from "@/lib/word-boxes/codec";
import { pngOf, readPicture } from "../../support/pictures";
import { makeCaller, ownId } from "../support/people";

/**
 * All callers. The annotator, the member and the author have the annotator role, and the member belongs to the author's
 * group. The reader, annotator, editor and owner belong to no group. Two callers are no longer signed in.
 */
export const CALLERS = [
  "anonymous",
  "expired",
  "removed",
  "reader",
  "annotator",
  "member",
  "author",
  "editor",
  "owner",
] as const;
export type CallerName = (typeof CALLERS)[number];

/** A word in everything that only the author can see. It must never be sent to anyone else. */
export const SECRET = "quetzal";
/** A word in items that only the author's group can see. */
export const GROUP_SECRET = "axolotl";

/** A word in the name of the author's group. The owner can see this name, too. */
export const GROUP_NAME = "capybara";

export const PASSWORD = "correct horse battery";
const SLUG = "made-up";
const MARKDOWN = "---\ntitle: Made up\n---\n\nRivers carry trade between the towns.\n";
const QUOTE = "Rivers";

export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * A team with a report and with items that one of its members, the author, has created. Every world has its own people.
 */
export async function makeWorld(db: Database) {
  const owner = await makeCaller(db, "owner");
  const group = { id: randomUUID(), name: `${GROUP_NAME} ${randomUUID()}`, createdAt: new Date() };
  await db.group.create({ data: group });
  const author = await makeCaller(db, "annotator", "author", [group.id]);
  const member = await makeCaller(db, "annotator", "member", [group.id]);
  const expired = await makeCaller(db, "owner", "expired");
  await db.session.update({
    where: { id: expired.actor.sessionId },
    data: { createdAt: new Date(Date.now() - SESSION_SECONDS * 1000), expiresAt: new Date(Date.now() - 1) },
  });
  const removed = await makeCaller(db, "owner", "removed");
  await db.person.update({ where: { id: removed.actor.id }, data: { removedAt: new Date() } });
  const editor = await makeCaller(db, "editor");
  const passwordHash = await passwordHashOnce();
  await db.person.update({ where: { id: author.actor.id }, data: { passwordHash } });

  const cookies: Record<CallerName, string> = {
    anonymous: "",
    expired: expired.cookie,
    removed: removed.cookie,
    reader: (await makeCaller(db, "reader")).cookie,
    annotator: (await makeCaller(db, "annotator")).cookie,
    member: member.cookie,
    author: author.cookie,
    editor: editor.cookie,
    owner: owner.cookie,
  };

  const beginning = await positionNow(db);
  const storeFile = (name: string) => storeSource(db, editor.actor, { name, body: [Buffer.from(MARKDOWN)] });
  const source = await storeFile(`${SLUG}.md`);
  const pendingSource = await storeFile(`${SECRET}.md`);
  const picture = readPicture(pngOf(4, 3));
  for (const { id } of [source, pendingSource]) await storePictures(db, id, [picture]);
  const queued = await storeFile("queued.md");
  const importJob = await createImportJob(db, editor.actor, { source: queued.id, given: {} });
  const edition = await addEdition(db, parseReport(MARKDOWN, SLUG), MARKDOWN, { sourceId: source.id });
  await storeDrawnText(db, source.id, new Uint8Array([1, 2, 3]));
  await storePages(db, edition.id, [
    { width: 595, height: 842, spans: [], number: null, words: gzipSync(encodeBoxes([])) },
  ]);
  const { text } = await db.edition.findUniqueOrThrow({ where: { id: edition.id } });
  const start = text.indexOf(QUOTE);
  const passage = { edition: edition.id, start, end: start + QUOTE.length, quote: QUOTE };
  /** The request with which a browser highlights the passage. */
  const newHighlight = (visibility: Visibility, note: string | null) => ({
    ...passage,
    id: randomUUID(),
    prefix: text.slice(Math.max(0, start - 64), start),
    suffix: text.slice(passage.end, passage.end + 64),
    colour: 1,
    visibility,
    groupId: visibility === "group" ? group.id : null,
    note,
  });
  const highlight = (visibility: Visibility, note: string) =>
    createHighlight(db, author.actor, SLUG, newHighlight(visibility, note));

  const newArea = (visibility: Visibility, description: string) => ({
    ...newHighlight(visibility, null),
    ...{ end: start, quote: "", suffix: text.slice(start, start + 64), description },
    area: { picture: picture.id, x0: 0, y0: 0, x1: 99, y1: 99 },
  });
  const area = await createHighlight(db, author.actor, SLUG, newArea("team", "A map"));
  const secretArea = await createHighlight(db, author.actor, SLUG, newArea("private", SECRET));
  const team: HighlightView = await highlight("team", "A note for the team.");
  const secret = await highlight("private", `A private note: ${SECRET}.`);
  const mine: HighlightView = await setTags(db, author.actor, secret.id, { version: 1, tags: [SECRET] });
  const forGroup = await highlight("group", `A note for the group: ${GROUP_SECRET}.`);
  const grouped: HighlightView = await setTags(db, author.actor, forGroup.id, { version: 1, tags: [GROUP_SECRET] });
  const secretDeleted = await highlight("private", `A private note that was deleted: ${SECRET}.`);
  await deleteHighlight(db, author.actor, secretDeleted.id, secretDeleted.version);
  const groupDeleted = await highlight("group", `A note for the group that was deleted: ${GROUP_SECRET}.`);
  await deleteHighlight(db, author.actor, groupDeleted.id, groupDeleted.version);
  // Users who can't see an item are not notified if it mentions them.
  const everybody = (await db.person.findMany()).map(({ id, name }) => `[@${name}](person:${id})`).join(" ");
  await highlight("private", `${everybody} ${SECRET}`);
  await highlight("group", `${everybody} ${GROUP_SECRET}`);
  const deleted = await highlight("team", "A deleted note.");
  await deleteHighlight(db, author.actor, deleted.id, deleted.version);
  // Deleted by a moderator.
  const moderator = await makeCaller(db, "editor", "moderator");
  const moderated = await highlight("team", "An unseemly note.");
  await deleteHighlight(db, moderator.actor, moderated.id, moderated.version);
  const [deletedNote, moderatedNote] = [await highlight("team", "Deleted."), await highlight("team", "Moderated.")];
  await deleteNote(db, author.actor, deletedNote.id, 1);
  await deleteNote(db, moderator.actor, moderatedNote.id, 1);
  const newReply = (body: string) => ({ id: randomUUID(), body });
  const reply = async ({ id }: HighlightView, body: string) => {
    const sent = { ...newReply(body), id: ownId(author) };
    await addReply(db, author.actor, id, sent);
    return sent.id;
  };
  const replies = {
    team: await reply(team, "A reply for the team."),
    mine: await reply(mine, `A private reply: ${SECRET}.`),
    grouped: await reply(grouped, `A reply for the group: ${GROUP_SECRET}.`),
    deleted: await reply(team, "A deleted reply."),
    moderated: await reply(team, "An unseemly reply."),
  };
  await deleteReply(db, author.actor, { id: team.id, reply: replies.deleted }, 1);
  await addReply(db, moderator.actor, team.id, newReply("A reply of another person’s."));
  const { id: inboxItem } = await db.inboxItem.findFirstOrThrow({ where: { personId: author.actor.id } });
  await deleteReply(db, moderator.actor, { id: team.id, reply: replies.moderated }, 1);
  const bare = { ...passage, highlightId: null };
  const { share } = await createShare(db, author.actor, bare);
  const { share: ended } = await createShare(db, author.actor, bare);
  await revokeShare(db, author.actor, ended.id);
  const { share: endedByModerator } = await createShare(db, author.actor, bare);
  await revokeShare(db, moderator.actor, endedByModerator.id);
  const newCollection = (highlights: string[]) => ({ title: `Evidence ${SECRET}`, highlights });
  const collection = await createCollection(db, author.actor, newCollection([team.id]));
  const { id: linkedId } = await createCollection(db, author.actor, { title: "Evidence", highlights: [team.id] });
  const { share: linked } = await renewShare(db, author.actor, linkedId, { days: null });
  const { token, invitation } = await createInvitation(db, authorize(owner.actor, "invitation.create", null), {
    role: "reader",
    days: 7,
    maxUses: 5,
    groups: [],
  });
  const newSearch = (name: string): NewSavedSearch => {
    return { id: ownId(author), name, query: "soft", report: null, match: "any", sort: "relevance" };
  };
  /** The request with which a browser uploads the next edition of the report. */
  const upload = {
    name: `${SLUG}.md`,
    file: Buffer.from(MARKDOWN.replace("towns", "cities")).toString("base64"),
    given: {},
    slug: SLUG,
  };
  const { token: apiToken } = await createToken(db, authorize(author.actor, "token.create", null), {
    name: SECRET,
    scopes: ["read"],
    days: null,
  });
  const { token: resetToken } = await createResetLink(db, owner.actor, author.actor.id);
  const sessionId = await startSession(db, author.actor.id, "Another browser");
  const { id: passkeyId } = await db.passkey.create({
    data: {
      ...{ id: randomUUID(), credentialId: randomUUID(), personId: author.actor.id, name: SECRET, host: "localhost" },
      ...{ publicKey: new Uint8Array(1), counter: 0, transports: "internal", createdAt: new Date() },
    },
  });
  const [recoveryCode = ""] = await db.$transaction((tx) => replaceCodes(tx, author.actor.id, new Date()));
  const search = await saveSearch(db, authorize(author.actor, "search.save", null), newSearch(SECRET));
  return {
    cookies,
    beginning,
    slug: SLUG,
    passage,
    newHighlight,
    area,
    secretArea,
    team,
    mine,
    grouped,
    deleted,
    moderated,
    newReply,
    replies,
    inboxItem,
    deletedNote,
    moderatedNote,
    share,
    newSearch,
    search,
    ended,
    endedByModerator,
    collection,
    linked,
    token,
    invitation,
    group,
    upload,
    editionHash: edition.hash,
    source,
    pendingSource,
    picture: picture.id,
    importJob,
    author: author.actor,
    apiToken,
    sessionId,
    passkeyId,
    recoveryCode,
    resetToken,
  };
}

let hashed: Promise<string> | undefined;
function passwordHashOnce(): Promise<string> {
  hashed ??= hashPassword(PASSWORD);
  return hashed;
}
