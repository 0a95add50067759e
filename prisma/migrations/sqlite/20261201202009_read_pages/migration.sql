-- CreateTable
CREATE TABLE "ReadPages" (
    "jobId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "pages" JSONB NOT NULL,

    PRIMARY KEY ("jobId", "ordinal"),
    CONSTRAINT "ReadPages_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "ImportJob" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
