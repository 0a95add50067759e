import "server-only";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import type { Limit } from "../limits/bucket";
import { type Counted, giveBack, requireRoom } from "../limits/limits";
import { networkOf } from "../limits/network";
import { audit } from "./audit";
import type { Client } from "./client";
import { isPassword } from "./password";
import type { Entrant } from "./people";
import type { Credentials } from "./schemas";

/** Where an attempt to come in is made. */
export interface Origin {
  client: Client;
  /** An e-mail address whose owner has signed in with this browser before, and a name for the browser. */
  knownBrowser: { id: string; email: string } | null;
}

/*
 * A right password is given back, so only wrong ones count. What strangers have tried at an account keeps nobody out who has signed in
 * to it with the same browser before ("Slow Down Online Guessing Attacks with Device Cookies", OWASP).
 */
const PER_ADDRESS: Limit = { burst: 100, seconds: 20 };
const PER_ACCOUNT: Limit = { burst: 10, seconds: 300 };
const PER_BROWSER: Limit = { burst: 10, seconds: 60 };

/**
 * The person whom an e-mail address and a password name; null otherwise, without saying which of the two is wrong, and after the same
 * time. Attempts are counted before anything is looked up or hashed, whether or not there is such an account.
 *
 * @throws UserError `too-many-attempts` (429)
 */
export async function personWith(
  db: Database,
  { email, password }: Credentials,
  { client, knownBrowser }: Origin,
): Promise<Entrant | null> {
  const account =
    knownBrowser?.email === email
      ? { key: `sign-in browser ${knownBrowser.id}`, limit: PER_BROWSER }
      : { key: `sign-in account ${email}`, limit: PER_ACCOUNT };
  const counted: Counted[] = [account, perAddress(client)];
  await requireRoom(db, counted);

  const person = await db.person.findUnique({ where: { email } });
  const matches = await isPassword(password, person?.passwordHash ?? null);
  if (!person?.passwordHash || !matches || person.removedAt) {
    const subjectId = person?.id ?? null;
    await audit(db, { by: null, client, action: "sign-in.refused", subjectId, detail: { way: "password" } });
    return null;
  }
  for (const one of counted) await giveBack(db, one);
  return { id: person.id, email, passwordHash: person.passwordHash };
}

/** The same whether or not there is such an account. */
export function wrongCredentials(): UserError {
  return new UserError("wrong-credentials", "The e-mail address or the password is not right.", 401);
}

interface WithPassword {
  email: string;
  passwordHash: string | null;
}

/**
 * Whether somebody who is not signed in knows the password of a person. It counts as an attempt to sign in does.
 *
 * @param client from where they come; null where it is no request
 * @throws UserError `too-many-attempts` (429)
 */
export function provesIdentity(
  db: Database,
  person: WithPassword,
  password: string,
  client: Client | null,
): Promise<boolean> {
  const account = { key: `sign-in account ${person.email}`, limit: PER_ACCOUNT };
  return knows(db, person, password, client ? [account, perAddress(client)] : [account]);
}

/**
 * Whether a person who is signed in knows their password, and has not only been left a browser open. What others try at the account
 * elsewhere does not count here.
 *
 * @throws UserError `too-many-attempts` (429)
 */
export function knowsOwnPassword(db: Database, person: WithPassword, password: string): Promise<boolean> {
  return knows(db, person, password, [{ key: `own password ${person.email}`, limit: PER_BROWSER }]);
}

async function knows(
  db: Database,
  { passwordHash }: WithPassword,
  password: string,
  counted: readonly Counted[],
): Promise<boolean> {
  await requireRoom(db, counted);
  if (!(await isPassword(password, passwordHash))) return false;
  for (const one of counted) await giveBack(db, one);
  return true;
}

/**
 * Does what takes the secret of a link or a code. Where that fails it counts as a wrong password does, for the address that it came
 * from.
 *
 * @throws UserError `too-many-attempts` (429), and whatever `work` throws
 */
export async function guess<T>(db: Database, client: Client, work: () => Promise<T>): Promise<T> {
  const counted = perAddress(client);
  await requireRoom(db, [counted]);
  const result = await work();
  await giveBack(db, counted);
  return result;
}

function perAddress({ address }: Client): Counted {
  return { key: `sign-in address ${address === null ? "unknown" : networkOf(address)}`, limit: PER_ADDRESS };
}
