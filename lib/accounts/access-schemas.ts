/** Request and response schemas for sessions, passwords and API tokens. */

import { z } from "zod";
import { typedCode, usedCredential } from "./factors/factor-schemas";
import { NAME_LENGTH, SCOPES, TOKEN_DAYS } from "./limits";
import { date, emailSchema, nameSchema, newPasswordSchema, typedPassword } from "./schemas";
import { FACTOR_KINDS, SIGN_IN_WAYS } from "./sign-in-ways";

export const deviceViewSchema = z.object({ browser: z.string().nullable(), system: z.string().nullable() });
/** The browser and operating system, as parsed from the `User-Agent` header. */
export type DeviceView = z.infer<typeof deviceViewSchema>;

const sessionViewSchema = deviceViewSchema.extend({
  id: z.string(),
  createdAt: date,
  lastSeenAt: date,
  /** How the user signed in; null for sessions that began before this was recorded. */
  way: z.enum(SIGN_IN_WAYS).nullable(),
  /** The second factor that they signed in with; null if there was none. */
  factor: z.enum(FACTOR_KINDS).nullable(),
  /** Whether this is the session that made the request. */
  isOwn: z.boolean(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** Path parameter: a session id or an API token id. */
export const ownParams = z.object({ id: z.string().max(100) });

/** Request body for a password change. */
export const changePasswordSchema = z.object({ current: typedPassword, password: newPasswordSchema });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/**
 * Request body for re-authenticating: the password, with a code or a passkey if the user has a second factor. A passkey
 * that has checked a PIN, a fingerprint or a face is enough on its own.
 */
export const confirmSchema = z.object({
  password: typedPassword.optional(),
  code: typedCode.optional(),
  passkey: usedCredential.optional(),
});
export type Confirm = z.infer<typeof confirmSchema>;

const confirmationView = z.object({
  /** Whether the user has re-authenticated recently enough that no confirmation is needed. */
  isConfirmed: z.boolean(),
  /** Whether the user confirms with their password. If not, they sign in again. */
  hasPassword: z.boolean(),
  /** Whether they also enter a code from their authenticator app. */
  hasAuthenticator: z.boolean(),
  /** Whether they can confirm with a passkey. */
  hasPasskeys: z.boolean(),
});
export type ConfirmationView = z.infer<typeof confirmationView>;

/** How long a password reset link is valid, in hours. */
export const RESET_HOURS = 24;

/** Request body for a password reset. */
export const resetPasswordSchema = z.object({ password: newPasswordSchema });

/** Maximum number of active API tokens per user. */
export const MAX_TOKENS = 50;

export const newTokenSchema = z.object({
  name: z.string().trim().min(1, { error: "Enter a name for the token." }).max(NAME_LENGTH),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, { error: "Choose what the token can do." })
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
  /** Null if the token doesn't expire. */
  days: z.int().min(1).max(TOKEN_DAYS.max).nullable().default(TOKEN_DAYS.default),
});
export type NewToken = z.infer<typeof newTokenSchema>;

const tokenViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  state: z.enum(["open", "expired", "revoked"]),
  createdAt: date,
  expiresAt: date.nullable(),
  lastUsedAt: date.nullable(),
});
/** An API token as shown in the list, without its secret. */
export type TokenView = z.infer<typeof tokenViewSchema>;

/**
 * Request body for requesting a sign-in link. Includes the invitation's token if the user followed an invitation link.
 */
export const mailLinkSchema = z.object({ email: emailSchema, invitation: z.string().max(200).optional() });

/** Request body for signing in with an emailed link. A name is required when the user signs in for the first time. */
export const mailEntrySchema = z.object({ name: nameSchema.optional() });
