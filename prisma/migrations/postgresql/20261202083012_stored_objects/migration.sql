-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "objectKey" TEXT;

-- CreateTable
CREATE TABLE "StoredObject" (
    "key" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "uploadId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "StoredObject_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "StoredObject_sourceId_idx" ON "StoredObject"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "Source_objectKey_key" ON "Source"("objectKey");
