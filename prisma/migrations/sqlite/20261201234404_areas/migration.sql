-- AlterTable
ALTER TABLE "Highlight" ADD COLUMN "area" TEXT;
ALTER TABLE "Highlight" ADD COLUMN "description" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Placement" ADD COLUMN "area" TEXT;
