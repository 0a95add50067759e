-- AlterTable
ALTER TABLE "Edition" ADD COLUMN "summary" JSONB;
