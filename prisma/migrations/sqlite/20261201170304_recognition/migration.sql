-- AlterTable
ALTER TABLE "Source" ADD COLUMN "recognize" TEXT;
