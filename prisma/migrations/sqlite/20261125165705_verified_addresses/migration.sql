-- AlterTable
ALTER TABLE "Person" ADD COLUMN "emailVerifiedAt" DATETIME;
