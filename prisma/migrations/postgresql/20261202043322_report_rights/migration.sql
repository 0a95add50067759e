-- CreateEnum
CREATE TYPE "ReportAudience" AS ENUM ('team', 'restricted', 'public');

-- CreateEnum
CREATE TYPE "ReportRight" AS ENUM ('read', 'edit');

-- AlterEnum
ALTER TYPE "Role" ADD VALUE 'guest';

-- AlterTable
ALTER TABLE "EventCounter" ADD COLUMN     "access" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Report" ADD COLUMN     "accessVersion" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "audience" "ReportAudience" NOT NULL DEFAULT 'team',
ADD COLUMN     "publicNotes" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "InvitationReport" (
    "invitationId" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "right" "ReportRight" NOT NULL,

    CONSTRAINT "InvitationReport_pkey" PRIMARY KEY ("invitationId","report")
);

-- CreateTable
CREATE TABLE "ReportGrant" (
    "id" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "personId" TEXT,
    "groupId" TEXT,
    "right" "ReportRight" NOT NULL,

    CONSTRAINT "ReportGrant_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "InvitationReport_report_idx" ON "InvitationReport"("report");

-- CreateIndex
CREATE INDEX "ReportGrant_personId_idx" ON "ReportGrant"("personId");

-- CreateIndex
CREATE INDEX "ReportGrant_groupId_idx" ON "ReportGrant"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "ReportGrant_report_personId_key" ON "ReportGrant"("report", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "ReportGrant_report_groupId_key" ON "ReportGrant"("report", "groupId");

-- AddForeignKey
ALTER TABLE "InvitationReport" ADD CONSTRAINT "InvitationReport_invitationId_fkey" FOREIGN KEY ("invitationId") REFERENCES "Invitation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvitationReport" ADD CONSTRAINT "InvitationReport_report_fkey" FOREIGN KEY ("report") REFERENCES "Report"("slug") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportGrant" ADD CONSTRAINT "ReportGrant_report_fkey" FOREIGN KEY ("report") REFERENCES "Report"("slug") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportGrant" ADD CONSTRAINT "ReportGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportGrant" ADD CONSTRAINT "ReportGrant_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;
