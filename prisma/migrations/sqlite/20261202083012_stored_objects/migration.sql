-- AlterTable
ALTER TABLE "Source" ADD COLUMN "objectKey" TEXT;

-- CreateTable
CREATE TABLE "StoredObject" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "sourceId" TEXT NOT NULL,
    "uploadId" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "StoredObject_sourceId_idx" ON "StoredObject"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "Source_objectKey_key" ON "Source"("objectKey");
