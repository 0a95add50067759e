-- AlterTable
ALTER TABLE "Note" ADD COLUMN     "replacedAt" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "Note_replacedAt_idx" ON "Note"("replacedAt");

-- Notes that stand where another was deleted, of which something is left
UPDATE "Note" SET "replacedAt" = "createdAt" WHERE EXISTS (
  SELECT 1 FROM "NoteRevision" WHERE "NoteRevision"."noteId" = "Note"."id" AND "NoteRevision"."createdAt" < "Note"."createdAt"
);
