-- CreateTable
CREATE TABLE "Report" (
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
    CONSTRAINT "Report_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- The details of a report were those that its newest edition prints. Who added its first edition created the report.
INSERT INTO "Report" ("slug", "title", "authors", "editors", "publisher", "place", "date", "language", "createdAt", "createdById", "updatedAt")
SELECT
    "report",
    COALESCE(json_extract("meta", '$.title'), "title"),
    COALESCE(json_extract("meta", '$.names.authors'), json_extract("meta", '$.authors'), '[]'),
    COALESCE(
        json_extract("meta", '$.names.editors'),
        CASE WHEN json_extract("meta", '$.editor') IS NOT NULL THEN json_array(json_extract("meta", '$.editor')) END,
        '[]'
    ),
    json_extract("meta", '$.publisher'),
    json_extract("meta", '$.place'),
    CAST(json_extract("meta", '$.year') AS TEXT),
    COALESCE(json_extract("meta", '$.language'), 'en'),
    "createdAt",
    "createdById",
    "updatedAt"
FROM (
    SELECT
        "first"."report",
        "first"."createdAt",
        "first"."createdById",
        "last"."createdAt" AS "updatedAt",
        "last"."title",
        COALESCE(json_extract("last"."summary", '$.meta'), json_extract("last"."document", '$.meta')) AS "meta"
    FROM (SELECT "report", MIN("ordinal") AS "first", MAX("ordinal") AS "last" FROM "Edition" GROUP BY "report") AS "each"
    JOIN "Edition" AS "first" ON "first"."report" = "each"."report" AND "first"."ordinal" = "each"."first"
    JOIN "Edition" AS "last" ON "last"."report" = "each"."report" AND "last"."ordinal" = "each"."last"
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Edition" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "report" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "textRules" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "summary" JSONB,
    "createdAt" DATETIME NOT NULL,
    "createdById" TEXT,
    "sourceId" TEXT,
    CONSTRAINT "Edition_report_fkey" FOREIGN KEY ("report") REFERENCES "Report" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Edition_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Edition_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Edition" ("createdAt", "createdById", "document", "hash", "id", "markdown", "ordinal", "report", "sourceId", "summary", "text", "textRules", "title") SELECT "createdAt", "createdById", "document", "hash", "id", "markdown", "ordinal", "report", "sourceId", "summary", "text", "textRules", "title" FROM "Edition";
DROP TABLE "Edition";
ALTER TABLE "new_Edition" RENAME TO "Edition";
CREATE INDEX "Edition_sourceId_idx" ON "Edition"("sourceId");
CREATE UNIQUE INDEX "Edition_report_ordinal_key" ON "Edition"("report", "ordinal");
CREATE TABLE "new_Highlight" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "report" TEXT NOT NULL,
    "editionId" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "quote" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "colour" INTEGER NOT NULL,
    "authorId" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "groupId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    "deletedById" TEXT,
    "importedFrom" TEXT,
    "creatorIri" TEXT,
    "creatorName" TEXT,
    "importedTerms" TEXT,
    "erasedNoteVersion" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Highlight_report_fkey" FOREIGN KEY ("report") REFERENCES "Report" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Highlight_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Highlight_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Highlight_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Highlight" ("authorId", "colour", "createdAt", "creatorIri", "creatorName", "deletedAt", "deletedById", "editionId", "end", "erasedNoteVersion", "groupId", "id", "importedFrom", "importedTerms", "prefix", "quote", "report", "start", "suffix", "updatedAt", "version", "visibility") SELECT "authorId", "colour", "createdAt", "creatorIri", "creatorName", "deletedAt", "deletedById", "editionId", "end", "erasedNoteVersion", "groupId", "id", "importedFrom", "importedTerms", "prefix", "quote", "report", "start", "suffix", "updatedAt", "version", "visibility" FROM "Highlight";
DROP TABLE "Highlight";
ALTER TABLE "new_Highlight" RENAME TO "Highlight";
CREATE INDEX "Highlight_report_deletedAt_idx" ON "Highlight"("report", "deletedAt");
CREATE INDEX "Highlight_importedFrom_idx" ON "Highlight"("importedFrom");
CREATE INDEX "Highlight_authorId_idx" ON "Highlight"("authorId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Report_createdById_idx" ON "Report"("createdById");
