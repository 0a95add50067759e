-- AlterTable
ALTER TABLE "MailLink" DROP COLUMN "usedAt";

-- AlterTable
ALTER TABLE "ResetLink" DROP COLUMN "usedAt";
