-- DropForeignKey
ALTER TABLE "InvitationReport" DROP CONSTRAINT "InvitationReport_invitationId_fkey";

-- DropForeignKey
ALTER TABLE "InvitationReport" DROP CONSTRAINT "InvitationReport_report_fkey";

-- DropTable
DROP TABLE "InvitationReport";
