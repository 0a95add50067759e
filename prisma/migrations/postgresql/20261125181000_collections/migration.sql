-- CreateTable
CREATE TABLE "SharedPassage" (
    "id" TEXT NOT NULL,
    "shareId" TEXT NOT NULL,
    "position" INTEGER,
    "editionId" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "quote" TEXT NOT NULL,
    "highlightId" TEXT,

    CONSTRAINT "SharedPassage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SharedNote" (
    "passageId" TEXT NOT NULL,
    "highlightId" TEXT NOT NULL,
    "chosenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SharedNote_pkey" PRIMARY KEY ("passageId","highlightId")
);

-- CreateIndex
CREATE INDEX "SharedPassage_shareId_idx" ON "SharedPassage"("shareId");

-- CreateIndex
CREATE INDEX "SharedPassage_highlightId_idx" ON "SharedPassage"("highlightId");

-- CreateIndex
CREATE INDEX "SharedNote_highlightId_idx" ON "SharedNote"("highlightId");

-- What was shared so far: a passage each, by the id of its link, with the note of its highlight where that was chosen.
INSERT INTO "SharedPassage" ("id", "shareId", "position", "editionId", "start", "end", "quote", "highlightId")
SELECT "id", "id", 0, "editionId", "start", "end", "quote", "highlightId" FROM "Share";
INSERT INTO "SharedNote" ("passageId", "highlightId", "chosenAt")
SELECT "id", "highlightId", "createdAt" FROM "Share" WHERE "withNote" AND "highlightId" IS NOT NULL;

-- DropForeignKey
ALTER TABLE "Share" DROP CONSTRAINT "Share_editionId_fkey";

-- DropForeignKey
ALTER TABLE "Share" DROP CONSTRAINT "Share_highlightId_fkey";

-- AlterTable
ALTER TABLE "Share" DROP COLUMN "editionId",
DROP COLUMN "end",
DROP COLUMN "highlightId",
DROP COLUMN "quote",
DROP COLUMN "start",
DROP COLUMN "withNote",
ADD COLUMN     "introduction" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "title" TEXT,
ALTER COLUMN "tokenHash" DROP NOT NULL;

-- AddForeignKey
ALTER TABLE "SharedPassage" ADD CONSTRAINT "SharedPassage_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SharedPassage" ADD CONSTRAINT "SharedPassage_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SharedPassage" ADD CONSTRAINT "SharedPassage_highlightId_fkey" FOREIGN KEY ("highlightId") REFERENCES "Highlight"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SharedNote" ADD CONSTRAINT "SharedNote_passageId_fkey" FOREIGN KEY ("passageId") REFERENCES "SharedPassage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SharedNote" ADD CONSTRAINT "SharedNote_highlightId_fkey" FOREIGN KEY ("highlightId") REFERENCES "Highlight"("id") ON DELETE CASCADE ON UPDATE CASCADE;
