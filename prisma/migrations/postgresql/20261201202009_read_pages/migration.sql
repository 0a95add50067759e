-- CreateTable
CREATE TABLE "ReadPages" (
    "jobId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "pages" JSONB NOT NULL,

    CONSTRAINT "ReadPages_pkey" PRIMARY KEY ("jobId","ordinal")
);

-- AddForeignKey
ALTER TABLE "ReadPages" ADD CONSTRAINT "ReadPages_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "ImportJob"("id") ON DELETE CASCADE ON UPDATE CASCADE;
