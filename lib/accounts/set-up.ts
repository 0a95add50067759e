import "server-only";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { addPerson, type Entrant, type Prepared, preparePerson } from "./people";
import type { NewPerson } from "./schemas";
import { forgetSetUpCode, isSetUpCode } from "./set-up-code";

/** Whether there is anybody yet. While there is not, whoever comes first sets up the owner. */
export async function isSetUp(db: Database): Promise<boolean> {
  return (await db.person.findFirst({ select: { id: true } })) !== null;
}

/**
 * Makes the first person, the owner. Of several at once exactly one succeeds.
 *
 * @param code the one-time code that was printed at the start; null where none is needed
 * @throws UserError `already-set-up` (409) or `wrong-code` (403)
 */
export async function setUp(
  db: Database,
  person: NewPerson,
  code: string | null,
  now: Date = new Date(),
): Promise<Entrant> {
  if (await isSetUp(db)) throw alreadySetUp();
  if (code !== null && !isSetUpCode(code)) {
    throw new UserError(
      "wrong-code",
      "This is not the code that npm start printed last. It is printed where Concord was started.",
      403,
    );
  }
  const prepared = await preparePerson(person);
  const owner = await inFirstPlace(db, prepared, now);
  forgetSetUpCode();
  return owner;
}

async function inFirstPlace(db: Database, person: Prepared, now: Date): Promise<Entrant> {
  try {
    return await db.$transaction(
      async (tx) => {
        if (await tx.person.findFirst({ select: { id: true } })) throw alreadySetUp();
        return addPerson(tx, person, "owner", now);
      },
      { isolationLevel: "Serializable" },
    );
  } catch (error) {
    // A database says in several ways, at a statement or at the end, that another transaction came first.
    throw (await isSetUp(db)) ? alreadySetUp() : error;
  }
}

function alreadySetUp(): UserError {
  return new UserError(
    "already-set-up",
    "Concord has been set up already. Sign in, or ask its owner to invite you.",
    409,
  );
}
