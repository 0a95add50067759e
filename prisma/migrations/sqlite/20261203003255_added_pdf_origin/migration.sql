-- AlterTable
ALTER TABLE "AddedPdf" ADD COLUMN "pages" INTEGER;

-- AlterTable
ALTER TABLE "ImportJob" ADD COLUMN "address" TEXT;
ALTER TABLE "ImportJob" ADD COLUMN "device" TEXT;
