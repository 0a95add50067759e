-- AlterTable
ALTER TABLE "Edition" ADD COLUMN "figures" TEXT;
