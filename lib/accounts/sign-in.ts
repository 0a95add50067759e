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

/** Where a sign-in attempt came from. */
export interface Origin {
  client: Client;
  /** The device cookie: the browser's id, and the email address of the user who last signed in with it. */
  knownBrowser: { id: string; email: string } | null;
}

/*
 * Only wrong passwords count as attempts. Attempts by strangers on the same account, or from the same address, don't
 * lock out a user who has signed in with this browser before ("Slow Down Online Guessing Attacks with Device Cookies",
 * OWASP).
 */
const PER_ADDRESS: Limit = { burst: 100, seconds: 20 };
const PER_ACCOUNT: Limit = { burst: 10, seconds: 300 };
const PER_BROWSER: Limit = { burst: 10, seconds: 60 };
/** Verifying a correct password costs the server as much as verifying a wrong one, so correct ones have a limit too. */
const RIGHT: Limit = { burst: 20, seconds: 15 };

/**
 * The user with this email address and password; null if either is wrong. Neither the response nor its timing reveals
 * which of the two is wrong. Attempts are counted before any lookup or hashing, whether or not the account exists.
 * @throws UserError `too-many-attempts` (429), and any error from `HashingQueue.run`
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
 * Lets one attempt start per turn of the event loop. Even a refusal takes a few milliseconds, so many concurrent
 * attempts would block all other requests. The mutex is released before the database query, because one slow query
 * would otherwise delay all other attempts.
 */
const turns = createMutex();

/**
 * Checks a password within the rate limits. A wrong password consumes an attempt, a correct one counts towards its
 * own limit, and an unchecked one costs nothing. A queued attempt writes nothing yet, so that a flood of attempts
 * doesn't keep the database busy.
 *
 * @param attempts the limits that a wrong password counts against; the first identifies the client
 * @param of the account's email address, lower case, and the network address for the queue
 * @returns the result of `check`; null for a wrong password
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

/** The same error whether or not the account exists. */
export function wrongCredentials(): UserError {
  return new UserError("wrong-credentials");
}

interface WithPassword {
  email: string;
  passwordHash: string | null;
}

/**
 * Whether a user who isn't signed in knows an account's password. Each check counts as a sign-in attempt.
 * @param client where the request came from; null on the command line
 * @throws UserError `too-many-attempts` (429), and any error from `HashingQueue.run`
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
 * Whether a signed-in user knows their password. A stranger at an unlocked browser doesn't. Failed sign-ins from
 * elsewhere don't count here.
 * @throws UserError `too-many-attempts` (429), and any error from `HashingQueue.run`
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
 * Runs `work`, which needs the secret of a link or code. A failure counts as a wrong password. It counts against the
 * browser if the browser is known, otherwise against the address.
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
