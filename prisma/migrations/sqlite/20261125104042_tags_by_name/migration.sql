-- DropIndex
DROP INDEX "Tag_key_key";

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "Tag";
PRAGMA foreign_keys=on;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_HighlightTag" (
    "highlightId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    PRIMARY KEY ("highlightId", "key"),
    CONSTRAINT "HighlightTag_highlightId_fkey" FOREIGN KEY ("highlightId") REFERENCES "Highlight" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_HighlightTag" ("highlightId") SELECT "highlightId" FROM "HighlightTag";
DROP TABLE "HighlightTag";
ALTER TABLE "new_HighlightTag" RENAME TO "HighlightTag";
CREATE INDEX "HighlightTag_key_idx" ON "HighlightTag"("key");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
