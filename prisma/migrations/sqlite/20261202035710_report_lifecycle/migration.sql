-- CreateTable
CREATE TABLE "ErasedReport" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "erasedAt" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Report" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "authors" JSONB NOT NULL,
    "editors" JSONB NOT NULL,
    "publisher" TEXT,
    "place" TEXT,
    "date" TEXT,
    "language" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'published',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL,
    "listingVersion" INTEGER NOT NULL DEFAULT 0,
    "archivedAt" DATETIME,
    "archivedById" TEXT,
    "deletedAt" DATETIME,
    "deletedById" TEXT,
    CONSTRAINT "Report_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Report" ("authors", "createdAt", "createdById", "date", "editors", "language", "place", "publisher", "slug", "status", "title", "updatedAt", "version") SELECT "authors", "createdAt", "createdById", "date", "editors", "language", "place", "publisher", "slug", "status", "title", "updatedAt", "version" FROM "Report";
DROP TABLE "Report";
ALTER TABLE "new_Report" RENAME TO "Report";
CREATE INDEX "Report_createdById_idx" ON "Report"("createdById");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
