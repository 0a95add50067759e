-- AlterTable
ALTER TABLE "Share" ADD COLUMN     "withNames" BOOLEAN NOT NULL DEFAULT true;
