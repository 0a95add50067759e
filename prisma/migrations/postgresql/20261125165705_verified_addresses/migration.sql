-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "emailVerifiedAt" TIMESTAMP(3);
