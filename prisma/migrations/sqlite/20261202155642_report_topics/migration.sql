-- AlterTable
ALTER TABLE "Report" ADD COLUMN "topics" JSONB;
