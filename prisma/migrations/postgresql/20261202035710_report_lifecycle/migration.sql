-- AlterTable
ALTER TABLE "Report" ADD COLUMN     "archivedAt" TIMESTAMP(3),
ADD COLUMN     "archivedById" TEXT,
ADD COLUMN     "deletedAt" TIMESTAMP(3),
ADD COLUMN     "deletedById" TEXT,
ADD COLUMN     "listingVersion" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ErasedReport" (
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "erasedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ErasedReport_pkey" PRIMARY KEY ("slug")
);
