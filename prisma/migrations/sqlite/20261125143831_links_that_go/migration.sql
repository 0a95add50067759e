-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_MailLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "invitationHash" TEXT,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);
INSERT INTO "new_MailLink" ("createdAt", "email", "expiresAt", "id", "invitationHash", "tokenHash") SELECT "createdAt", "email", "expiresAt", "id", "invitationHash", "tokenHash" FROM "MailLink";
DROP TABLE "MailLink";
ALTER TABLE "new_MailLink" RENAME TO "MailLink";
CREATE UNIQUE INDEX "MailLink_tokenHash_key" ON "MailLink"("tokenHash");
CREATE INDEX "MailLink_expiresAt_idx" ON "MailLink"("expiresAt");
CREATE TABLE "new_ResetLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "ResetLink_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_ResetLink" ("createdAt", "expiresAt", "id", "personId", "tokenHash") SELECT "createdAt", "expiresAt", "id", "personId", "tokenHash" FROM "ResetLink";
DROP TABLE "ResetLink";
ALTER TABLE "new_ResetLink" RENAME TO "ResetLink";
CREATE UNIQUE INDEX "ResetLink_tokenHash_key" ON "ResetLink"("tokenHash");
CREATE INDEX "ResetLink_personId_idx" ON "ResetLink"("personId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
