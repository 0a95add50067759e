-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "corrections" JSONB;
