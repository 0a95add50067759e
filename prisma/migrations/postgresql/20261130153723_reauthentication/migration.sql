-- AlterEnum
ALTER TYPE "InboxKind" ADD VALUE 'reset';

-- AlterTable
ALTER TABLE "InboxItem" ADD COLUMN     "byId" TEXT,
ALTER COLUMN "noteId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "ResetLink" ADD COLUMN     "createdById" TEXT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "confirmedAt" TIMESTAMP(3);
