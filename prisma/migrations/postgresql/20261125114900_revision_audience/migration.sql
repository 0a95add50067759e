-- AlterTable
ALTER TABLE "NoteRevision" ADD COLUMN     "groupId" TEXT,
ADD COLUMN     "visibility" "Visibility" NOT NULL DEFAULT 'private';

-- What a note says now is seen by whom the note is seen. Who could see what it said before, nobody knows: its author alone.
UPDATE "NoteRevision" SET "visibility" = "Note"."visibility", "groupId" = "Note"."groupId"
FROM "Note"
WHERE "Note"."id" = "NoteRevision"."noteId"
  AND "NoteRevision"."version" = (SELECT MAX("last"."version") FROM "NoteRevision" "last" WHERE "last"."noteId" = "NoteRevision"."noteId");
