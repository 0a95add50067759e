-- AlterTable
ALTER TABLE "EditionPage" ADD COLUMN     "number" INTEGER;

-- AlterTable
ALTER TABLE "ImportJob" ADD COLUMN     "editionId" TEXT;

-- CreateTable
CREATE TABLE "AddedPdf" (
    "editionId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdById" TEXT,
    "words" INTEGER NOT NULL,
    "shown" INTEGER NOT NULL,

    CONSTRAINT "AddedPdf_pkey" PRIMARY KEY ("editionId")
);

-- CreateIndex
CREATE INDEX "AddedPdf_sourceId_idx" ON "AddedPdf"("sourceId");

-- CreateIndex
CREATE INDEX "ImportJob_editionId_idx" ON "ImportJob"("editionId");

-- AddForeignKey
ALTER TABLE "AddedPdf" ADD CONSTRAINT "AddedPdf_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AddedPdf" ADD CONSTRAINT "AddedPdf_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportJob" ADD CONSTRAINT "ImportJob_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
