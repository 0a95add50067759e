-- AlterTable
ALTER TABLE "Highlight" ADD COLUMN     "deletedById" TEXT;

-- AlterTable
ALTER TABLE "Note" ADD COLUMN     "deletedById" TEXT;

-- AlterTable
ALTER TABLE "Share" ADD COLUMN     "revokedById" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- A share that was ended has changed once.
UPDATE "Share" SET "version" = 2 WHERE "revokedAt" IS NOT NULL;
