-- CreateTable
CREATE TABLE "SharedPassage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "shareId" TEXT NOT NULL,
    "position" INTEGER,
    "editionId" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "quote" TEXT NOT NULL,
    "highlightId" TEXT,
    CONSTRAINT "SharedPassage_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SharedPassage_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SharedPassage_highlightId_fkey" FOREIGN KEY ("highlightId") REFERENCES "Highlight" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SharedNote" (
    "passageId" TEXT NOT NULL,
    "highlightId" TEXT NOT NULL,
    "chosenAt" DATETIME NOT NULL,

    PRIMARY KEY ("passageId", "highlightId"),
    CONSTRAINT "SharedNote_passageId_fkey" FOREIGN KEY ("passageId") REFERENCES "SharedPassage" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SharedNote_highlightId_fkey" FOREIGN KEY ("highlightId") REFERENCES "Highlight" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What was shared so far: a passage each, by the id of its link, with the note of its highlight where that was chosen.
INSERT INTO "SharedPassage" ("id", "shareId", "position", "editionId", "start", "end", "quote", "highlightId")
SELECT "id", "id", 0, "editionId", "start", "end", "quote", "highlightId" FROM "Share";
INSERT INTO "SharedNote" ("passageId", "highlightId", "chosenAt")
SELECT "id", "highlightId", "createdAt" FROM "Share" WHERE "withNote" AND "highlightId" IS NOT NULL;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Share" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT,
    "title" TEXT,
    "introduction" TEXT NOT NULL DEFAULT '',
    "withNames" BOOLEAN NOT NULL DEFAULT true,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "revokedAt" DATETIME,
    "revokedById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "views" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Share_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Share" ("createdAt", "createdById", "expiresAt", "id", "revokedAt", "revokedById", "tokenHash", "version", "views", "withNames") SELECT "createdAt", "createdById", "expiresAt", "id", "revokedAt", "revokedById", "tokenHash", "version", "views", "withNames" FROM "Share";
DROP TABLE "Share";
ALTER TABLE "new_Share" RENAME TO "Share";
CREATE UNIQUE INDEX "Share_tokenHash_key" ON "Share"("tokenHash");
CREATE INDEX "Share_createdById_idx" ON "Share"("createdById");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "SharedPassage_shareId_idx" ON "SharedPassage"("shareId");

-- CreateIndex
CREATE INDEX "SharedPassage_highlightId_idx" ON "SharedPassage"("highlightId");

-- CreateIndex
CREATE INDEX "SharedNote_highlightId_idx" ON "SharedNote"("highlightId");
