-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_NoteRevision" (
    "noteId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "visibility" TEXT NOT NULL DEFAULT 'private',
    "groupId" TEXT,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("noteId", "version"),
    CONSTRAINT "NoteRevision_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "Note" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "NoteRevision_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_NoteRevision" ("authorId", "body", "createdAt", "noteId", "version") SELECT "authorId", "body", "createdAt", "noteId", "version" FROM "NoteRevision";
DROP TABLE "NoteRevision";
ALTER TABLE "new_NoteRevision" RENAME TO "NoteRevision";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- What a note says now is seen by whom the note is seen. Who could see what it said before, nobody knows: its author alone.
UPDATE "NoteRevision" SET "visibility" = "Note"."visibility", "groupId" = "Note"."groupId"
FROM "Note"
WHERE "Note"."id" = "NoteRevision"."noteId"
  AND "NoteRevision"."version" = (SELECT MAX("last"."version") FROM "NoteRevision" "last" WHERE "last"."noteId" = "NoteRevision"."noteId");
