import "server-only";
import { randomUUID } from "node:crypto";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type VerifiedAuthenticationResponse,
  type VerifiedRegistrationResponse,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Database, Prisma, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { consume } from "../../limits/limits";
import { log } from "../../log";
import { auditBy } from "../audit";
import { PASSKEYS_MAX } from "../limits";
import type { AuthenticatedUser } from "../people";
import { type Actor, type Authorized, authorize, notThere, type PersonalItem } from "../policy";
import type { CreatedCredential, PasskeyView, UsedCredential } from "./factor-schemas";
import { requireLeftOver, startCodes } from "./own-factors";
import { passkeyView } from "./passkey-views";

/** The site that passkeys belong to (the relying party). */
export interface Site {
  /** The host name, without a port. */
  host: string;
  /** Where the browser must be. */
  origin: string;
}

/** How long a challenge is valid, in seconds. On the sign-in page, the browser may wait for a choice for a while. */
export const CHALLENGE_SECONDS = 900;

/** Ed25519, ES256 and RS256 (IANA COSE Algorithms), which every supported version of Node can verify. */
const ALGORITHMS = [-8, -7, -257];

/** The counter is stored as a 32-bit number. Authenticators that count at all don't get this far. */
const MAX_COUNTER = 2 ** 31 - 1;

/**
 * The options with which a browser creates a passkey.
 *
 * @throws UserError `too-many-passkeys` (409)
 */
export async function creationOptions(
  db: Database,
  { actor: { id, email, name } }: Authorized<null, "factor.add">,
  { host }: Site,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await db.passkey.findMany({ where: { personId: id } });
  if (known.length >= PASSKEYS_MAX) throw tooMany();
  return generateRegistrationOptions({
    rpName: "Concord",
    rpID: host,
    userName: email,
    userDisplayName: name,
    // The browser returns it at sign-in without a password. It must not contain personal data.
    userID: new TextEncoder().encode(id),
    excludeCredentials: known.filter((row) => row.host === host).map(descriptor),
    // Security keys without room for a discoverable credential are still good as a second factor.
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
    supportedAlgorithmIDs: ALGORITHMS,
    timeout: CHALLENGE_SECONDS * 1_000,
  });
}

/**
 * Adds the passkey that a browser has created.
 *
 * @param challenge the one in the options
 * @returns the passkey, and the first recovery codes, or null if the user has some already
 * @throws UserError `wrong-passkey.new` (403), `passkey-known` (409), `too-many-passkeys` (409)
 */
export async function addPasskey(
  db: Database,
  permit: Authorized<null, "factor.add">,
  { name, credential }: { name: string; credential: CreatedCredential },
  { site, challenge }: { site: Site; challenge: string },
  now: Date = new Date(),
): Promise<{ passkey: PasskeyView; codes: string[] | null }> {
  await spendChallenge(db, challenge);
  const verified: VerifiedRegistrationResponse = await verifyRegistrationResponse({
    response: credential,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(refused);
  if (!verified.verified) throw new UserError("wrong-passkey.new");
  const { id: credentialId, publicKey, counter } = verified.registrationInfo.credential;
  const { actor } = permit;
  return db.$transaction(async (tx) => {
    if ((await tx.passkey.count({ where: { personId: actor.id } })) >= PASSKEYS_MAX) throw tooMany();
    if (await tx.passkey.findUnique({ where: { credentialId } })) throw new UserError("passkey-known");
    const row = await tx.passkey.create({
      data: {
        ...{ id: randomUUID(), credentialId, personId: actor.id, name, host: site.host },
        ...{ publicKey: Uint8Array.from(publicKey), counter: Math.min(counter, MAX_COUNTER) },
        ...{ transports: credential.response.transports.join(" "), createdAt: now },
      },
    });
    await auditBy(tx, actor, "factor.added", actor.id, { factor: "passkey" }, now);
    return { passkey: passkeyView(row), codes: await startCodes(tx, actor, now) };
  });
}

/** @throws UserError `not-found` (404) */
export async function renamePasskey(db: Database, actor: Actor, id: string, name: string): Promise<PasskeyView> {
  const permit = authorize(actor, "passkey.rename", await passkeyAt(db, id));
  return passkeyView(await rename(db, permit, name));
}

async function rename(
  db: Database,
  { resource: { id } }: Authorized<PersonalItem & { id: string }, "passkey.rename">,
  name: string,
) {
  const [row] = await db.passkey.updateManyAndReturn({ where: { id }, data: { name } });
  if (!row) throw notThere();
  return row;
}

/**
 * @throws UserError `not-found` (404), `factor-required` (409) if the role requires a second factor and this is the last
 *   one
 */
export async function removePasskey(db: Database, actor: Actor, id: string, now: Date = new Date()): Promise<void> {
  const permit = authorize(actor, "passkey.remove", await passkeyAt(db, id));
  await db.$transaction((tx) => remove(tx, permit, now));
}

async function remove(
  tx: Transaction,
  { actor, resource: { id } }: Authorized<PersonalItem & { id: string }, "passkey.remove">,
  now: Date,
): Promise<void> {
  const { count } = await tx.passkey.deleteMany({ where: { id } });
  if (count === 0) return;
  await requireLeftOver(tx, actor);
  await auditBy(tx, actor, "factor.removed", actor.id, { factor: "passkey" }, now);
}

async function passkeyAt(db: Database, id: string): Promise<PersonalItem & { id: string }> {
  const row = await db.passkey.findUnique({ where: { id }, select: { id: true, personId: true } });
  if (!row) throw notThere();
  return row;
}

/**
 * The options with which a browser uses a passkey.
 *
 * @param personId the user, if known. Otherwise, the browser offers all passkeys that it has for this site
 * @param mustVerify whether the authenticator must check a PIN, a fingerprint or a face
 */
export async function requestOptions(
  db: Database,
  { host }: Site,
  personId: string | null,
  mustVerify: boolean,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = personId === null ? [] : await db.passkey.findMany({ where: { personId, host } });
  return generateAuthenticationOptions({
    rpID: host,
    allowCredentials: known.map(descriptor),
    userVerification: mustVerify ? "required" : "preferred",
    timeout: CHALLENGE_SECONDS * 1_000,
  });
}

/** A user who has proved that they have a passkey. */
export interface PasskeyProof extends AuthenticatedUser {
  /** Whether the authenticator has checked a PIN, a fingerprint or a face, so that the passkey counts as two factors. */
  isVerified: boolean;
}

/**
 * Checks a browser's response. The response can't be used again.
 *
 * @param challenge the one in the options
 * @param personId the user that the passkey must belong to, if known
 * @throws UserError `wrong-passkey` (403)
 */
export async function passkeyProof(
  db: Database,
  credential: UsedCredential,
  { site, challenge }: { site: Site; challenge: string },
  personId: string | null,
  now: Date = new Date(),
): Promise<PasskeyProof> {
  await spendChallenge(db, challenge);
  const row = await db.passkey.findUnique({
    where: { credentialId: credential.id },
    include: { person: { select: { id: true, email: true, removedAt: true } } },
  });
  if (!row || row.person.removedAt || (personId !== null && row.personId !== personId)) throw wrongPasskey();
  const verified: VerifiedAuthenticationResponse = await verifyAuthenticationResponse({
    response: credential,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: row.host,
    requireUserVerification: false,
    credential: { id: row.credentialId, publicKey: new Uint8Array(row.publicKey), counter: row.counter },
  }).catch(refused);
  if (!verified.verified || row.host !== site.host) throw wrongPasskey();
  const { newCounter, userVerified } = verified.authenticationInfo;
  // A counter that doesn't grow is the sign of a copied security key, also if two requests use the same value at once.
  const { count } = await db.passkey.updateMany({
    where: { id: row.id, counter: row.counter },
    data: { counter: Math.min(newCounter, MAX_COUNTER), lastUsedAt: now },
  });
  if (count === 0) throw wrongPasskey();
  return { id: row.person.id, email: row.person.email, isVerified: userVerified };
}

/**
 * Uses up a challenge, so that no response to it is accepted twice. The limit is kept for as long as the challenge is
 * valid.
 *
 * @throws UserError `wrong-passkey` (403)
 */
async function spendChallenge(db: Database, challenge: string): Promise<void> {
  const once = { key: `passkey challenge ${challenge}`, limit: { burst: 1, seconds: 2 * CHALLENGE_SECONDS } };
  await consume(db, [once]).catch((error: unknown) => {
    throw error instanceof UserError ? wrongPasskey() : error;
  });
}

/** The library throws an error with the reason for every response that it refuses. */
function refused(error: unknown): never {
  log.info({ err: error }, "a passkey was refused");
  throw wrongPasskey();
}

function descriptor({ credentialId, transports }: Prisma.PasskeyGetPayload<object>) {
  return { id: credentialId, transports: transports.split(" ").filter(Boolean) };
}

function wrongPasskey(): UserError {
  return new UserError("wrong-passkey.refused");
}

function tooMany(): UserError {
  return new UserError("too-many-passkeys", { max: PASSKEYS_MAX });
}
