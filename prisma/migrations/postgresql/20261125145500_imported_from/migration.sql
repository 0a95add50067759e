-- AlterTable
ALTER TABLE "Highlight" ADD COLUMN     "creatorIri" TEXT,
ADD COLUMN     "creatorName" TEXT,
ADD COLUMN     "importedFrom" TEXT;

-- AlterTable
ALTER TABLE "Reply" ADD COLUMN     "creatorIri" TEXT,
ADD COLUMN     "creatorName" TEXT,
ADD COLUMN     "importedFrom" TEXT;

-- CreateIndex
CREATE INDEX "Highlight_importedFrom_idx" ON "Highlight"("importedFrom");

-- CreateIndex
CREATE INDEX "Reply_importedFrom_idx" ON "Reply"("importedFrom");
