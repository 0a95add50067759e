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

/** The path of the redirect URI. */
const CALLBACK = "/api/auth/provider/callback";

/** The state kept in the browser during the redirect to the provider. */
export interface Visit {
  state: string;
  nonce: string;
  /** The PKCE code verifier (RFC 7636). */
  verifier: string;
  /** Whether this is a re-authentication for a sensitive action. */
  again: boolean;
}

/** A user's identity according to the provider. */
interface Identified extends Verified {
  issuer: string;
  subject: string;
  /**
   * When the user last authenticated with the provider, which may be long before this redirect; null if the provider
   * doesn't say.
   */
  authenticatedAt: Date | null;
}

const state = () => processSingleton("oidc-configuration", (): { configuration?: Promise<oidc.Configuration> } => ({}));

/** The provider's metadata, fetched once; after a failure, the next call tries again. */
function configuration({ issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  // Plain http is allowed on the loopback address only, for local testing (see `isIssuer`).
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
 * Starts a sign-in with the provider.
 *
 * @param again whether the provider must ask for credentials even if the user has a session there
 * @returns where to redirect the browser, and the state to keep in it
 * @throws UserError `no-provider` (404); any other error if the provider can't be reached
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
    // OpenID Connect Core, 3.1.2.1: with `max_age` the provider must return `auth_time`.
    ...(again && { prompt: "login", max_age: "0" }),
  });
  return { to, visit };
}

/**
 * Completes a sign-in after the provider's redirect.
 *
 * @param search the query string of the callback URL
 * @throws UserError `provider-refused`, `not-reauthenticated` or `email-not-verified` (403); any other error if the
 *   response isn't from the provider, or was meant for another browser
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
    // The provider returned an error, because the user cancelled or isn't allowed to sign in.
    if (!(error instanceof oidc.AuthorizationResponseError)) throw error;
    throw new UserError("provider-refused");
  });
  const claims = tokens.claims();
  if (!claims) throw new Error("The provider sent no ID token.");
  const { iss: issuer, sub: subject } = claims;
  const authenticatedAt = authenticationTime(claims, now);
  // The user could have changed the authorization URL, and some providers ignore `prompt`.
  if (visit.again && !isConfirmed({ ...(authenticatedAt && { confirmedAt: authenticatedAt }) }, now)) {
    throw new UserError("not-reauthenticated");
  }
  // A provider may put the email address in the ID token or in the userinfo response (OpenID Connect Core, 5.4).
  const said = claims.email === undefined ? await oidc.fetchUserInfo(provider, tokens.access_token, subject) : claims;
  const email = verifiedEmail.safeParse(said);
  if (!email.success) {
    throw new UserError("email-not-verified");
  }
  return { issuer, subject, email: email.data, name: verifiedName(said.name, email.data), authenticatedAt };
}

/**
 * When the user authenticated, but no later than the current time. If the provider's clock is ahead of ours, a time in
 * the future would extend the confirmation.
 */
function authenticationTime({ auth_time: seconds }: oidc.IDToken, now: Date): Date | null {
  return seconds === undefined ? null : new Date(Math.min(seconds * 1000, now.getTime()));
}

/**
 * Signs in a user whom the provider has identified. If the provider account is linked to a user, signs in that user.
 * Otherwise, admits the user by email address and links the account.
 *
 * @param invitationHash hash of the token in the invitation link that the user followed, if any
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
        await noteProof(tx, known, { client, way: "provider" }, now);
        return known;
      }
      const entrant = await admit(tx, identified, { client, invitationHash, way: "provider" }, now);
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

/**
 * A provider can reassign an email address, so a new provider account with a known address may belong to someone else.
 */
async function joinIdentity(
  tx: Transaction,
  { id }: AuthenticatedUser,
  { issuer, subject }: Identified,
  now: Date,
): Promise<void> {
  const other = await tx.identity.findUnique({ where: { personId_issuer: { personId: id, issuer } } });
  if (other) {
    throw new UserError("other-identity");
  }
  await tx.identity.create({ data: { issuer, subject, personId: id, createdAt: now } });
}

function requireProvider(): ProviderSettings {
  const { provider } = config();
  if (provider) return provider;
  throw new UserError("no-provider");
}
