-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "InvitationReport";
PRAGMA foreign_keys=on;
