-- CreateTable
CREATE TABLE "EditionPage" (
    "editionId" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "spans" JSONB NOT NULL,
    "words" BYTEA NOT NULL,

    CONSTRAINT "EditionPage_pkey" PRIMARY KEY ("editionId","page")
);

-- CreateTable
CREATE TABLE "DrawnText" (
    "sourceId" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "DrawnText_pkey" PRIMARY KEY ("sourceId")
);

-- AddForeignKey
ALTER TABLE "EditionPage" ADD CONSTRAINT "EditionPage_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DrawnText" ADD CONSTRAINT "DrawnText_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;
