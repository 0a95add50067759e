/** Writes so many groups at once, and prints the name of each when the database has acknowledged it: `writer.ts URL COUNT` */
import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { openDatabase } from "@/lib/db/database";

const [url = "", count = "0"] = process.argv.slice(2);
const db = await openDatabase(url);
await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const { name } = await db.group.create({
      data: { id: randomUUID(), name: `group ${index}`, createdAt: new Date() },
    });
    writeSync(1, `${name}\n`);
  }),
);
