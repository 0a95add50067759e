-- AlterTable
ALTER TABLE "Highlight" ADD COLUMN "importedTerms" TEXT;

-- AlterTable
ALTER TABLE "Reply" ADD COLUMN "importedTerms" TEXT;

-- Earlier imports took ids of members from files. Nobody has verified them, so they are not exported as the creator's.
UPDATE "Highlight" SET "creatorIri" = NULL, "creatorName" = COALESCE("creatorName", 'somebody')
WHERE "creatorIri" IS NOT NULL AND EXISTS (SELECT 1 FROM "Person" WHERE instr(lower("Highlight"."creatorIri"), "Person"."id") > 0);
UPDATE "Reply" SET "creatorIri" = NULL, "creatorName" = COALESCE("creatorName", 'somebody')
WHERE "creatorIri" IS NOT NULL AND EXISTS (SELECT 1 FROM "Person" WHERE instr(lower("Reply"."creatorIri"), "Person"."id") > 0);
