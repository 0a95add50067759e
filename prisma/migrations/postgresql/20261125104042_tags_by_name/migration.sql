-- DropForeignKey
ALTER TABLE "HighlightTag" DROP CONSTRAINT "HighlightTag_tagId_fkey";

-- AlterTable
ALTER TABLE "HighlightTag" DROP CONSTRAINT "HighlightTag_pkey",
DROP COLUMN "tagId",
ADD COLUMN     "key" TEXT NOT NULL,
ADD COLUMN     "name" TEXT NOT NULL,
ADD CONSTRAINT "HighlightTag_pkey" PRIMARY KEY ("highlightId", "key");

-- DropTable
DROP TABLE "Tag";

-- CreateIndex
CREATE INDEX "HighlightTag_key_idx" ON "HighlightTag"("key");
