-- CreateIndex
CREATE INDEX "InboxItem_noteId_idx" ON "InboxItem"("noteId");
