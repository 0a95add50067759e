-- AlterTable
ALTER TABLE "Highlight" ADD COLUMN "creatorIri" TEXT;
ALTER TABLE "Highlight" ADD COLUMN "creatorName" TEXT;
ALTER TABLE "Highlight" ADD COLUMN "importedFrom" TEXT;

-- AlterTable
ALTER TABLE "Reply" ADD COLUMN "creatorIri" TEXT;
ALTER TABLE "Reply" ADD COLUMN "creatorName" TEXT;
ALTER TABLE "Reply" ADD COLUMN "importedFrom" TEXT;

-- CreateIndex
CREATE INDEX "Highlight_importedFrom_idx" ON "Highlight"("importedFrom");

-- CreateIndex
CREATE INDEX "Reply_importedFrom_idx" ON "Reply"("importedFrom");
