import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "../db/database";
import { createMutex } from "../db/mutex";
import { UserError } from "../errors";
import type { Limit } from "../limits/bucket";
import { type Counted, consume, refund, requireLeft } from "../limits/limits";
import { audit } from "./audit";
import { addressToCount, type Client } from "./client";
import { type Asker, hashingQueue } from "./hashing-queue";
import { isPassword } from "./password";
import type { AuthenticatedUser } from "./people";
import type { Credentials } from "./schemas";

/** Where an attempt to come in is made. */
export interface Origin {
  client: Client;
  /** An e-mail address whose owner has signed in with this browser before, and a name for the browser. */
  knownBrowser: { id: string; email: string } | null;
}

/*
 * Only wrong passwords count as attempts. What strangers try, at an account or from the same address, keeps nobody out who has signed in
 * with the same browser before ("Slow Down Online Guessing Attacks with Device Cookies", OWASP).
 */
const PER_ADDRESS: Limit = { burst: 100, seconds: 20 };
const PER_ACCOUNT: Limit = { burst: 10, seconds: 300 };
const PER_BROWSER: Limit = { burst: 10, seconds: 60 };
/** Right passwords cost the server as much as wrong ones, so they have a limit of their own. */
const RIGHT: Limit = { burst: 20, seconds: 15 };

/**
 * The person whom an e-mail address and a password name; null otherwise, without saying which of the two is wrong, and after the same
 * time. Attempts are counted before anything is looked up or hashed, whether or not there is such an account.
 *
 * @throws UserError `too-many-attempts` (429), and as `HashingQueue.run`
 */
export async function personWith(
  db: Database,
  { email, password }: Credentials,
  { client, knownBrowser }: Origin,
): Promise<AuthenticatedUser | null> {
  const attempts: [Counted, ...Counted[]] =
    knownBrowser?.email === email
      ? [{ key: `sign-in browser ${knownBrowser.id}`, limit: PER_BROWSER }]
      : [{ key: `sign-in account ${email}`, limit: PER_ACCOUNT }, perAddress(client)];
  const address = knownBrowser?.email === email ? null : addressToCount(client);
  return counting(db, attempts, { email, address }, async () => {
    const found = await db.person.findUnique({ where: { email } });
    const matches = await isPassword(password, found?.passwordHash ?? null);
    if (found?.passwordHash && matches && !found.removedAt) {
      return { id: found.id, email, passwordHash: found.passwordHash };
    }
    const subjectId = found?.id ?? null;
    await audit(db, { by: null, client, action: "sign-in.refused", subjectId, detail: { way: "password" } });
    return null;
  });
}

/**
 * Starts one attempt in each turn of the event loop. Even a refusal takes a few milliseconds, so many attempts at once would hold up
 * everyone else. It is not held while the database answers, or one slow query would delay all other attempts.
 */
const turns = createMutex();

/**
 * Checks a password within the limits: a wrong one costs an attempt, a right one is counted as such, and one that was not checked costs
 * nothing. One that waits for its turn has written nothing yet: many that come at once would keep the database busy for the others.
 *
 * @param attempts what a wrong one counts against; the first names whoever tries
 * @param of the e-mail address of the account, lower case, and the network address for the queue
 * @returns what `check` answers, null for a wrong password
 * @throws UserError `too-many-attempts` (429), and whatever `check` throws
 */
async function counting<T>(
  db: Database,
  attempts: readonly [Counted, ...Counted[]],
  { email, address }: { email: string; address: string | null },
  check: () => Promise<T | null>,
): Promise<T | null> {
  const right = { key: `right password ${email}`, limit: RIGHT };
  const all = [...attempts, right];
  await turns.runExclusive(() => nextTurn());
  await requireLeft(db, all);
  const asker: Asker = { account: attempts[0].key, address };
  return hashingQueue().run(asker, async () => {
    await consume(db, all);
    let unused: readonly Counted[] = all;
    try {
      const result = await check();
      unused = result === null ? [right] : attempts;
      return result;
    } finally {
      for (const one of unused) await refund(db, one);
    }
  });
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
 * @throws UserError `too-many-attempts` (429), and as `HashingQueue.run`
 */
export function provesIdentity(
  db: Database,
  person: WithPassword,
  password: string,
  client: Client | null,
): Promise<boolean> {
  const account = { key: `sign-in account ${person.email}`, limit: PER_ACCOUNT };
  return knows(db, person, password, client ? [account, perAddress(client)] : [account], addressToCount(client));
}

/**
 * Whether a person who is signed in knows their password, and has not only been left a browser open. What others try at the account
 * elsewhere does not count here.
 *
 * @throws UserError `too-many-attempts` (429), and as `HashingQueue.run`
 */
export function knowsOwnPassword(db: Database, person: WithPassword, password: string): Promise<boolean> {
  return knows(db, person, password, [{ key: `own password ${person.email}`, limit: PER_BROWSER }]);
}

async function knows(
  db: Database,
  { email, passwordHash }: WithPassword,
  password: string,
  attempts: readonly [Counted, ...Counted[]],
  address: string | null = null,
): Promise<boolean> {
  const right = await counting(
    db,
    attempts,
    { email, address },
    async () => (await isPassword(password, passwordHash)) || null,
  );
  return right ?? false;
}

/**
 * Does what takes the secret of a link or a code. Where that fails it counts as a wrong password does: for the browser where it is known,
 * else for the address that it came from.
 *
 * @throws UserError `too-many-attempts` (429), and whatever `work` throws
 */
export async function guess<T>(db: Database, { client, knownBrowser }: Origin, work: () => Promise<T>): Promise<T> {
  const counted = knownBrowser ? { key: `link browser ${knownBrowser.id}`, limit: PER_BROWSER } : perAddress(client);
  await consume(db, [counted]);
  const result = await work();
  await refund(db, counted);
  return result;
}

function perAddress(client: Client): Counted {
  return { key: `sign-in address ${addressToCount(client) ?? "unknown"}`, limit: PER_ADDRESS };
}
