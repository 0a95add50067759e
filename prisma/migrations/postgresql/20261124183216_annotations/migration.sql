-- CreateEnum
CREATE TYPE "InboxKind" AS ENUM ('mention', 'reply');

-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "actorId" TEXT,
ADD COLUMN     "formerGroupId" TEXT,
ADD COLUMN     "formerVisibility" "Visibility";

-- AlterTable
ALTER TABLE "Note" ADD COLUMN     "resolvedById" TEXT;

-- AlterTable
ALTER TABLE "Placement" ADD COLUMN     "attachedById" TEXT,
ADD COLUMN     "settledAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Reply" ADD COLUMN     "deletedById" TEXT;

-- CreateTable
CREATE TABLE "InboxItem" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" "InboxKind" NOT NULL,
    "noteId" TEXT NOT NULL,
    "replyId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "readAt" TIMESTAMP(3),

    CONSTRAINT "InboxItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SaveKey" (
    "personId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SaveKey_pkey" PRIMARY KEY ("personId","key")
);

-- CreateTable
CREATE TABLE "ColourName" (
    "colour" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ColourName_pkey" PRIMARY KEY ("colour")
);

-- CreateIndex
CREATE INDEX "InboxItem_personId_createdAt_idx" ON "InboxItem"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "SaveKey_createdAt_idx" ON "SaveKey"("createdAt");

-- CreateIndex
CREATE INDEX "Event_createdAt_idx" ON "Event"("createdAt");

-- AddForeignKey
ALTER TABLE "InboxItem" ADD CONSTRAINT "InboxItem_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboxItem" ADD CONSTRAINT "InboxItem_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "Note"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboxItem" ADD CONSTRAINT "InboxItem_replyId_fkey" FOREIGN KEY ("replyId") REFERENCES "Reply"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SaveKey" ADD CONSTRAINT "SaveKey_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
