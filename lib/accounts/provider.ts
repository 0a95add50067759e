import "server-only";
import * as oidc from "openid-client";
import { config, type ProviderSettings } from "../config";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import { processSingleton } from "../process-singleton";
import { admit, noteProof, type Verified } from "./admission";
import { audit } from "./audit";
import type { Client } from "./client";
import type { AuthenticatedUser } from "./people";
import { isConfirmed } from "./policy";
import { verifiedEmail, verifiedName } from "./schemas";

/** Where the provider sends people back to. */
const CALLBACK = "/api/auth/provider/callback";

/** What is kept in a person's browser while they are at the provider. */
export interface Visit {
  state: string;
  nonce: string;
  /** RFC 7636: what only this browser knows of the request. */
  verifier: string;
  /** Whether they were sent to prove again who they are, for something sensitive. */
  again: boolean;
}

/** Who somebody is, as the provider says. */
interface Identified extends Verified {
  issuer: string;
  subject: string;
  /** When they last signed in there, which may be long before this visit; null where the provider does not say. */
  authenticatedAt: Date | null;
}

const state = () => processSingleton("oidc-configuration", (): { configuration?: Promise<oidc.Configuration> } => ({}));

/** What the provider says of itself. It is asked once; where that fails, again. */
function configuration({ issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  // Without https only on this machine, for trying things out (see `isIssuer`).
  const execute = issuer.protocol === "http:" ? [oidc.allowInsecureRequests] : [];
  const kept = state();
  kept.configuration ??= oidc
    .discovery(issuer, clientId, clientSecret, undefined, { execute })
    .catch((error: unknown) => {
      kept.configuration = undefined;
      throw error;
    });
  return kept.configuration;
}

/**
 * Begins to sign somebody in.
 *
 * @param again whether they must sign in at the provider too, even where they have a session there
 * @returns where their browser is sent, and what it keeps meanwhile
 * @throws UserError `no-provider` (404); anything else where the provider cannot be reached
 */
export async function beginVisit({ again }: Pick<Visit, "again">): Promise<{ to: URL; visit: Visit }> {
  const provider = await configuration(requireProvider());
  const visit = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    again,
  };
  const to = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: `${config().origin}${CALLBACK}`,
    scope: "openid email profile",
    state: visit.state,
    nonce: visit.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(visit.verifier),
    code_challenge_method: "S256",
    // OpenID Connect Core, 3.1.2.1. With `max_age` the provider must say when they signed in.
    ...(again && { prompt: "login", max_age: "0" }),
  });
  return { to, visit };
}

/**
 * Finds out whom the provider has sent back.
 *
 * @param search what stands in the address after the path
 * @throws UserError `provider-refused`, `not-reauthenticated` or `email-not-verified` (403); anything else where what came is not the
 *   provider's answer to this browser
 */
export async function endVisit(visit: Visit, search: string, now: Date = new Date()): Promise<Identified> {
  const provider = await configuration(requireProvider());
  const checks = {
    expectedState: visit.state,
    expectedNonce: visit.nonce,
    pkceCodeVerifier: visit.verifier,
    idTokenExpected: true,
  };
  const address = new URL(`${config().origin}${CALLBACK}${search}`);
  const tokens = await oidc.authorizationCodeGrant(provider, address, checks).catch((error: unknown) => {
    // The provider has said so to this browser: whoever went there has given up, or may not come.
    if (!(error instanceof oidc.AuthorizationResponseError)) throw error;
    throw new UserError("provider-refused", "Signing in there was not finished.", 403);
  });
  const claims = tokens.claims();
  if (!claims) throw new Error("The provider has sent no ID token.");
  const { iss: issuer, sub: subject } = claims;
  const authenticatedAt = authenticationTime(claims, now);
  // The address that led to the provider was in the browser's hands, and a provider may ignore what it asked for.
  if (visit.again && !isConfirmed({ ...(authenticatedAt && { confirmedAt: authenticatedAt }) }, now)) {
    throw new UserError("not-reauthenticated", "The service did not confirm that you signed in there just now.", 403);
  }
  // Where somebody's address stands is the provider's choice (OpenID Connect Core, 5.4).
  const said = claims.email === undefined ? await oidc.fetchUserInfo(provider, tokens.access_token, subject) : claims;
  const email = verifiedEmail.safeParse(said);
  if (!email.success) {
    throw new UserError("email-not-verified", "Your account there has no e-mail address that was verified.", 403);
  }
  return { issuer, subject, email: email.data, name: verifiedName(said.name, email.data), authenticatedAt };
}

/** Never in the future, where the provider's clock is ahead of ours: that would count for longer than it may. */
function authenticationTime({ auth_time: seconds }: oidc.IDToken, now: Date): Date | null {
  return seconds === undefined ? null : new Date(Math.min(seconds * 1000, now.getTime()));
}

/**
 * Lets somebody in whom the provider has named: the person to whom this account there was joined, else the one whom its e-mail address
 * lets in, to whom it is joined from then on.
 *
 * @param invitationHash of an invitation whose link was opened first
 * @throws UserError `not-invited` (403), `other-identity` (409), or `invitation-…` (410, 404)
 */
export async function enterByProvider(
  db: Database,
  identified: Identified,
  { client, invitationHash }: { client: Client; invitationHash: string | null },
  now: Date = new Date(),
): Promise<AuthenticatedUser> {
  try {
    return await withEventTransaction(db, async (tx) => {
      const known = await personOfIdentity(tx, identified);
      if (known) {
        await noteProof(tx, known, client, now);
        return known;
      }
      const entrant = await admit(tx, identified, { client, invitationHash }, now);
      await joinIdentity(tx, entrant, identified, now);
      return entrant;
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const refused = {
      by: null,
      client,
      action: "sign-in.refused",
      subjectId: null,
      detail: { way: "provider" },
    } as const;
    await audit(db, refused, now);
    throw error;
  }
}

async function personOfIdentity(tx: Transaction, { issuer, subject }: Identified): Promise<AuthenticatedUser | null> {
  const identity = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { person: { select: { id: true, email: true, removedAt: true } } },
  });
  if (!identity || identity.person.removedAt) return null;
  const { id, email } = identity.person;
  return { id, email };
}

/** An address may be given to somebody else at the provider; who then comes with it is not the person that we know. */
async function joinIdentity(
  tx: Transaction,
  { id }: AuthenticatedUser,
  { issuer, subject }: Identified,
  now: Date,
): Promise<void> {
  const other = await tx.identity.findUnique({ where: { personId_issuer: { personId: id, issuer } } });
  if (other) {
    throw new UserError(
      "other-identity",
      "Another account there was used before with your e-mail address. Ask the owner of this Concord for a link to choose a password.",
      409,
    );
  }
  await tx.identity.create({ data: { issuer, subject, personId: id, createdAt: now } });
}

function requireProvider(): ProviderSettings {
  const { provider } = config();
  if (provider) return provider;
  throw new UserError("no-provider", "This Concord has no other service to sign in with.", 404);
}
