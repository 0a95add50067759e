-- AlterTable
ALTER TABLE "Event" ADD COLUMN "actorId" TEXT;
ALTER TABLE "Event" ADD COLUMN "formerGroupId" TEXT;
ALTER TABLE "Event" ADD COLUMN "formerVisibility" TEXT;

-- AlterTable
ALTER TABLE "Note" ADD COLUMN "resolvedById" TEXT;

-- AlterTable
ALTER TABLE "Placement" ADD COLUMN "attachedById" TEXT;
ALTER TABLE "Placement" ADD COLUMN "settledAt" DATETIME;

-- AlterTable
ALTER TABLE "Reply" ADD COLUMN "deletedById" TEXT;

-- CreateTable
CREATE TABLE "InboxItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "noteId" TEXT NOT NULL,
    "replyId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "readAt" DATETIME,
    CONSTRAINT "InboxItem_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "InboxItem_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "Note" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "InboxItem_replyId_fkey" FOREIGN KEY ("replyId") REFERENCES "Reply" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SaveKey" (
    "personId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("personId", "key"),
    CONSTRAINT "SaveKey_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ColourName" (
    "colour" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "InboxItem_personId_createdAt_idx" ON "InboxItem"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "SaveKey_createdAt_idx" ON "SaveKey"("createdAt");

-- CreateIndex
CREATE INDEX "Event_createdAt_idx" ON "Event"("createdAt");
