-- AlterTable
ALTER TABLE "EditionPage" ADD COLUMN "number" INTEGER;

-- CreateTable
CREATE TABLE "AddedPdf" (
    "editionId" TEXT NOT NULL PRIMARY KEY,
    "sourceId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdById" TEXT,
    "words" INTEGER NOT NULL,
    "shown" INTEGER NOT NULL,
    CONSTRAINT "AddedPdf_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AddedPdf_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ImportJob" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "editionId" TEXT,
    "state" TEXT NOT NULL,
    "given" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "claimId" TEXT,
    "leaseUntil" DATETIME,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "progress" JSONB,
    "result" JSONB,
    "problem" JSONB,
    CONSTRAINT "ImportJob_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ImportJob_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ImportJob_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_ImportJob" ("attempts", "claimId", "createdAt", "given", "id", "leaseUntil", "personId", "problem", "progress", "result", "sourceId", "state") SELECT "attempts", "claimId", "createdAt", "given", "id", "leaseUntil", "personId", "problem", "progress", "result", "sourceId", "state" FROM "ImportJob";
DROP TABLE "ImportJob";
ALTER TABLE "new_ImportJob" RENAME TO "ImportJob";
CREATE UNIQUE INDEX "ImportJob_sourceId_key" ON "ImportJob"("sourceId");
CREATE INDEX "ImportJob_state_idx" ON "ImportJob"("state");
CREATE INDEX "ImportJob_personId_idx" ON "ImportJob"("personId");
CREATE INDEX "ImportJob_editionId_idx" ON "ImportJob"("editionId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "AddedPdf_sourceId_idx" ON "AddedPdf"("sourceId");
