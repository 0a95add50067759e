-- AlterTable
ALTER TABLE "Highlight" ADD COLUMN     "area" TEXT,
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Placement" ADD COLUMN     "area" TEXT;
