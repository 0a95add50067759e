import "server-only";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { audit } from "./audit";
import type { Client } from "./client";
import { type AuthenticatedUser, addPerson, type Prepared, preparePerson } from "./people";
import type { NewPerson } from "./schemas";
import { forgetSetUpCodes, isSetUpCode } from "./set-up-code";

/** Whether there is an account yet. If not, the first visitor creates the owner's account. */
export async function isSetUp(db: Database): Promise<boolean> {
  return (await db.person.findFirst({ select: { id: true } })) !== null;
}

/**
 * Creates the first user, who becomes the owner. If there are several concurrent calls, exactly one succeeds.
 *
 * @param code the setup code that the server printed when it started; null if none is required
 * @param client where the request came from; null on the command line
 * @throws UserError `already-set-up` (409), `wrong-code` (403) or `common-password` (400)
 */
export async function setUp(
  db: Database,
  person: NewPerson,
  code: string | null,
  client: Client | null,
  now: Date = new Date(),
): Promise<AuthenticatedUser> {
  if (await isSetUp(db)) throw alreadySetUp();
  if (code !== null && !(await isSetUpCode(db, code))) {
    throw new UserError("wrong-code");
  }
  const prepared = await preparePerson(person, client);
  return inFirstPlace(db, prepared, client, now);
}

async function inFirstPlace(
  db: Database,
  person: Prepared,
  client: Client | null,
  now: Date,
): Promise<AuthenticatedUser> {
  try {
    return await db.$transaction(
      async (tx) => {
        if (await tx.person.findFirst({ select: { id: true } })) throw alreadySetUp();
        await forgetSetUpCodes(tx);
        return addOwner(tx, person, client, now);
      },
      { isolationLevel: "Serializable" },
    );
  } catch (error) {
    // A serialization conflict can appear as one of several errors, at a statement or at the commit. So check instead
    // whether another call has succeeded.
    throw (await isSetUp(db)) ? alreadySetUp() : error;
  }
}

/**
 * Creates another owner from the command line, without a signed-in user.
 *
 * @throws UserError `email-taken` (409) or `common-password` (400)
 */
export async function createOwnerAtServer(db: Database, person: NewPerson, now: Date = new Date()): Promise<void> {
  const prepared = await preparePerson(person, null);
  await db.$transaction((tx) => addOwner(tx, prepared, null, now));
}

/** @param client null if no one is signed in */
async function addOwner(
  tx: Transaction,
  person: Prepared,
  client: Client | null,
  now: Date,
): Promise<AuthenticatedUser> {
  const owner = await addPerson(tx, person, "owner", now);
  const detail = { role: "owner", again: false } as const;
  await audit(tx, { by: client && owner, client, action: "person.joined", subjectId: owner.id, detail }, now);
  return owner;
}

function alreadySetUp(): UserError {
  return new UserError("already-set-up");
}
