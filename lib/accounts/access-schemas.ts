/** What people see and say of the ways by which they come in: sessions, passwords and API tokens. */

import { z } from "zod";
import { NAME_LENGTH, SCOPES, TOKEN_DAYS } from "./limits";
import { date, emailSchema, nameSchema, newPasswordSchema, typedPassword } from "./schemas";

export const deviceViewSchema = z.object({ browser: z.string().nullable(), system: z.string().nullable() });
/** What a browser is, by its own account. */
export type DeviceView = z.infer<typeof deviceViewSchema>;

const sessionViewSchema = deviceViewSchema.extend({
  id: z.string(),
  createdAt: date,
  lastSeenAt: date,
  /** Whether it is the one in which the list is asked for. */
  isOwn: z.boolean(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** The id of a session or of an API token, as part of an address. */
export const ownParams = z.object({ id: z.string().max(100) });

/** What a person types who wants another password. */
export const changePasswordSchema = z.object({ current: typedPassword, password: newPasswordSchema });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** What a person types who proves again who they are. */
export const confirmSchema = z.object({ password: typedPassword });

const confirmationView = z.object({
  /** Whether they have proved it lately, so that nothing asks for it. */
  isConfirmed: z.boolean(),
  /** Whether they prove it by a password; else they sign in again. */
  hasPassword: z.boolean(),
});
export type ConfirmationView = z.infer<typeof confirmationView>;

/** How long a link to choose a new password works, in hours. */
export const RESET_HOURS = 24;

/** What a person types who has such a link. */
export const resetPasswordSchema = z.object({ password: newPasswordSchema });

/** API tokens of a person that are good at a time. */
export const MAX_TOKENS = 50;

export const newTokenSchema = z.object({
  name: z.string().trim().min(1, { error: "Give the token a name." }).max(NAME_LENGTH),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, { error: "Say what the token may be used for." })
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
  /** Null: until it is revoked. */
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
/** An API token as its list shows it: never with the secret. */
export type TokenView = z.infer<typeof tokenViewSchema>;

/** What a person types who wants one, and the invitation by whose link they came. */
export const mailLinkSchema = z.object({ email: emailSchema, invitation: z.string().max(200).optional() });

/** What a person types who comes for the first time by such a link. */
export const mailEntrySchema = z.object({ name: nameSchema.optional() });
