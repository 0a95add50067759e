-- CreateTable
CREATE TABLE "InvitationReport" (
    "invitationId" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "right" TEXT NOT NULL,

    PRIMARY KEY ("invitationId", "report"),
    CONSTRAINT "InvitationReport_invitationId_fkey" FOREIGN KEY ("invitationId") REFERENCES "Invitation" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "InvitationReport_report_fkey" FOREIGN KEY ("report") REFERENCES "Report" ("slug") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReportGrant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "report" TEXT NOT NULL,
    "personId" TEXT,
    "groupId" TEXT,
    "right" TEXT NOT NULL,
    CONSTRAINT "ReportGrant_report_fkey" FOREIGN KEY ("report") REFERENCES "Report" ("slug") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReportGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReportGrant_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_EventCounter" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "last" INTEGER NOT NULL,
    "access" INTEGER NOT NULL DEFAULT 0
);
INSERT INTO "new_EventCounter" ("id", "last") SELECT "id", "last" FROM "EventCounter";
DROP TABLE "EventCounter";
ALTER TABLE "new_EventCounter" RENAME TO "EventCounter";
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
    "audience" TEXT NOT NULL DEFAULT 'team',
    "publicNotes" BOOLEAN NOT NULL DEFAULT false,
    "accessVersion" INTEGER NOT NULL DEFAULT 1,
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
INSERT INTO "new_Report" ("archivedAt", "archivedById", "authors", "createdAt", "createdById", "date", "deletedAt", "deletedById", "editors", "language", "listingVersion", "place", "publisher", "slug", "status", "title", "updatedAt", "version") SELECT "archivedAt", "archivedById", "authors", "createdAt", "createdById", "date", "deletedAt", "deletedById", "editors", "language", "listingVersion", "place", "publisher", "slug", "status", "title", "updatedAt", "version" FROM "Report";
DROP TABLE "Report";
ALTER TABLE "new_Report" RENAME TO "Report";
CREATE INDEX "Report_createdById_idx" ON "Report"("createdById");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "InvitationReport_report_idx" ON "InvitationReport"("report");

-- CreateIndex
CREATE INDEX "ReportGrant_personId_idx" ON "ReportGrant"("personId");

-- CreateIndex
CREATE INDEX "ReportGrant_groupId_idx" ON "ReportGrant"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "ReportGrant_report_personId_key" ON "ReportGrant"("report", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "ReportGrant_report_groupId_key" ON "ReportGrant"("report", "groupId");
