-- AlterTable
ALTER TABLE "AuditEntry" ADD COLUMN     "device" TEXT,
ALTER COLUMN "address" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "AuditEntry_personId_at_idx" ON "AuditEntry"("personId", "at");
