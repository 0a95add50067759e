-- CreateTable
CREATE TABLE "SessionSecret" (
    "id" INTEGER NOT NULL,
    "secret" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SessionSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SetUpCode" (
    "codeHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SetUpCode_pkey" PRIMARY KEY ("codeHash")
);

-- All instances hear at once that there is something new in the log. The notice goes with the transaction: it is sent at its
-- commit, and not at all where it is undone. Prisma's data model has no triggers, so this one is written by hand.
CREATE FUNCTION "notify_of_events"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('concord_events', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER "notify_of_first_events" AFTER INSERT ON "EventCounter"
    FOR EACH ROW EXECUTE FUNCTION "notify_of_events"();

-- A transaction also locks the row by writing the number that it holds.
CREATE TRIGGER "notify_of_events" AFTER UPDATE ON "EventCounter"
    FOR EACH ROW WHEN (NEW."last" <> OLD."last") EXECUTE FUNCTION "notify_of_events"();
