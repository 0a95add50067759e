-- CreateTable
CREATE TABLE "Instance" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "processId" INTEGER NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "seenAt" DATETIME NOT NULL,
    "isReady" BOOLEAN NOT NULL,
    "memory" REAL NOT NULL,
    "diskFree" REAL,
    "diskSize" REAL,
    "clockAhead" INTEGER,
    "mailsSent" INTEGER NOT NULL,
    "mailsFailed" INTEGER NOT NULL,
    "mailFailedAt" DATETIME,
    "mailProblem" TEXT
);

-- CreateTable
CREATE TABLE "LogLevel" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT DEFAULT 1,
    "level" TEXT NOT NULL,
    "until" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "AuditEntry_action_at_idx" ON "AuditEntry"("action", "at");
