/**
 * `save-notes.ts URL SESSION COUNT`: concurrently saves a note on each of a user's highlights, prints the id of each
 * confirmed save, and kills itself after COUNT confirmations. A kill from another process might come too late.
 */
import { writeSync } from "node:fs";
import { actorOfSession } from "@/lib/accounts/sessions";
import { saveNote } from "@/lib/annotations/notes/note-service";
import { openDatabase } from "@/lib/db/database";

const [url = "", sessionId = "", count = ""] = process.argv.slice(2);
const db = await openDatabase(url);
const actor = await actorOfSession(db, sessionId);
if (!actor) throw new Error("There is no such session.");
const highlights = await db.highlight.findMany({ where: { authorId: actor.id } });
let confirmed = 0;
await Promise.all(
  highlights.map(async ({ id }) => {
    const view = await saveNote(db, actor, id, { version: null, body: `Note on ${id}.` });
    if (!view.note) return;
    writeSync(1, `${id}\n`);
    confirmed += 1;
    if (confirmed === Number(count)) process.kill(process.pid, "SIGKILL");
  }),
);
