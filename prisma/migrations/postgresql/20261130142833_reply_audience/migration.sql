-- AlterTable
ALTER TABLE "Highlight" ADD COLUMN     "erasedNoteVersion" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Note" ADD COLUMN     "erasedReplyVersions" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Reply" ADD COLUMN     "groupId" TEXT,
ADD COLUMN     "visibility" "Visibility" NOT NULL DEFAULT 'private';

-- Nobody knows who could see the note when a reply was written: those who can see it now.
UPDATE "Reply" SET "visibility" = "Note"."visibility", "groupId" = "Note"."groupId"
FROM "Note"
WHERE "Note"."id" = "Reply"."noteId";
