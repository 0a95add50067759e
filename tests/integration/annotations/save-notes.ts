/** Saves a note on every highlight of a person at once, and prints the id of each whose save was confirmed: `save-notes.ts URL SESSION` */
import { writeSync } from "node:fs";
import { actorOfSession } from "@/lib/accounts/sessions";
import { saveNote } from "@/lib/annotations/notes/note-service";
import { openDatabase } from "@/lib/db/database";

const [url = "", sessionId = ""] = process.argv.slice(2);
const db = await openDatabase(url);
const actor = await actorOfSession(db, sessionId);
if (!actor) throw new Error("There is no such session.");
const highlights = await db.highlight.findMany({ where: { authorId: actor.id } });
await Promise.all(
  highlights.map(async ({ id }) => {
    const view = await saveNote(db, actor, id, { version: null, body: `Note on ${id}.` });
    if (view.note) writeSync(1, `${id}\n`);
  }),
);
