-- AlterTable
ALTER TABLE "SharedPassage" ADD COLUMN "area" TEXT;
