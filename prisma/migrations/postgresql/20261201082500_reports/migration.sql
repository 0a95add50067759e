-- CreateEnum
CREATE TYPE "ReportStatus" AS ENUM ('draft', 'published');

-- CreateTable
CREATE TABLE "Report" (
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "authors" JSONB NOT NULL,
    "editors" JSONB NOT NULL,
    "publisher" TEXT,
    "place" TEXT,
    "date" TEXT,
    "language" TEXT NOT NULL,
    "status" "ReportStatus" NOT NULL DEFAULT 'published',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdById" TEXT,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("slug")
);

-- The details of a report were those that its newest edition prints. Who added its first edition created the report.
INSERT INTO "Report" ("slug", "title", "authors", "editors", "publisher", "place", "date", "language", "createdAt", "createdById", "updatedAt")
SELECT
    "report",
    COALESCE("meta" ->> 'title', "title"),
    COALESCE("meta" -> 'names' -> 'authors', "meta" -> 'authors', '[]'),
    COALESCE(
        "meta" -> 'names' -> 'editors',
        CASE WHEN "meta" ->> 'editor' IS NOT NULL THEN jsonb_build_array("meta" -> 'editor') END,
        '[]'
    ),
    "meta" ->> 'publisher',
    "meta" ->> 'place',
    "meta" ->> 'year',
    COALESCE("meta" ->> 'language', 'en'),
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
        COALESCE("last"."summary" -> 'meta', "last"."document" -> 'meta') AS "meta"
    FROM (SELECT "report", MIN("ordinal") AS "first", MAX("ordinal") AS "last" FROM "Edition" GROUP BY "report") AS "each"
    JOIN "Edition" AS "first" ON "first"."report" = "each"."report" AND "first"."ordinal" = "each"."first"
    JOIN "Edition" AS "last" ON "last"."report" = "each"."report" AND "last"."ordinal" = "each"."last"
) AS "printed";

-- CreateIndex
CREATE INDEX "Report_createdById_idx" ON "Report"("createdById");

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Edition" ADD CONSTRAINT "Edition_report_fkey" FOREIGN KEY ("report") REFERENCES "Report"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Highlight" ADD CONSTRAINT "Highlight_report_fkey" FOREIGN KEY ("report") REFERENCES "Report"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
