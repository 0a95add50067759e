/**
 * `writer.ts URL COUNT ACKNOWLEDGED`: concurrently writes COUNT groups, prints the name of each acknowledged one, and
 * kills itself after ACKNOWLEDGED of them. A kill from another process might come too late.
 */
import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { openDatabase } from "@/lib/db/database";

const [url = "", count = "0", last = ""] = process.argv.slice(2);
const db = await openDatabase(url);
let acknowledged = 0;
await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const { name } = await db.group.create({
      data: { id: randomUUID(), name: `group ${index}`, createdAt: new Date() },
    });
    writeSync(1, `${name}\n`);
    acknowledged += 1;
    if (acknowledged === Number(last)) process.kill(process.pid, "SIGKILL");
  }),
);
