-- CreateTable
CREATE TABLE "Instance" (
    "id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "processId" INTEGER NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL,
    "isReady" BOOLEAN NOT NULL,
    "memory" DOUBLE PRECISION NOT NULL,
    "diskFree" DOUBLE PRECISION,
    "diskSize" DOUBLE PRECISION,
    "clockAhead" INTEGER,
    "mailsSent" INTEGER NOT NULL,
    "mailsFailed" INTEGER NOT NULL,
    "mailFailedAt" TIMESTAMP(3),
    "mailProblem" TEXT,

    CONSTRAINT "Instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LogLevel" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "level" TEXT NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LogLevel_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditEntry_action_at_idx" ON "AuditEntry"("action", "at");
