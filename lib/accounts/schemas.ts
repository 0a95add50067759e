import { z } from "zod";
import { ACCOUNTS } from "../errors/problems/accounts";
import {
  GROUP_NAME_LENGTH,
  GROUPS_MAX,
  INVITATION_DAYS,
  INVITATION_USES,
  NAME_LENGTH,
  PASSWORD_LENGTH,
} from "./limits";
import { INVITED_ROLES, ROLES } from "./roles";

/** RFC 5321, 4.5.3.1.3, without the angle brackets. */
const EMAIL_LENGTH = 254;

const characters = (text: string) => [...text].length;

/** Normalized to NFC, so that a password matches even if it is typed on a different keyboard or system. */
export const typedPassword = z
  .string()
  .max(PASSWORD_LENGTH.max * 4)
  .transform((text) => text.normalize("NFC"));

export const newPasswordSchema = typedPassword.refine(
  (text) => characters(text) >= PASSWORD_LENGTH.min && characters(text) <= PASSWORD_LENGTH.max,
  { error: `Choose a password with ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.` },
);

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(EMAIL_LENGTH)
  .pipe(z.email({ pattern: z.regexes.html5Email, error: "Enter a valid email address." }));

const namedBy = (length: number, missing: string) =>
  z
    .string()
    .trim()
    .min(1, { error: missing })
    .max(length, { error: `A name can have at most ${length} characters.` })
    // No control characters, line separators or bidirectional formatting characters (Unicode, UAX #9).
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u, {
      error: "A name can’t contain control characters.",
    });

export const nameSchema = namedBy(NAME_LENGTH, ACCOUNTS["name-missing"].text);

/** Request body for signing in with a password. */
export const credentialsSchema = z.object({ email: emailSchema, password: typedPassword });
export type Credentials = z.infer<typeof credentialsSchema>;

/** An email address that a provider says it has verified (OpenID Connect Core, 5.1). */
export const verifiedEmail = z
  .object({ email: emailSchema, email_verified: z.literal(true) })
  .transform(({ email }) => email);

/**
 * The name of a user who signs in through a provider. It is the provider's name if that is valid, otherwise the local
 * part of the address.
 */
export function verifiedName(name: unknown, email: string): string {
  const said = nameSchema.safeParse(name);
  return said.success ? said.data : email.slice(0, email.lastIndexOf("@")).slice(0, NAME_LENGTH);
}

/** Request body for joining as a new user. */
export const newPersonSchema = z.object({ name: nameSchema, email: emailSchema, password: newPasswordSchema });
export type NewPerson = z.infer<typeof newPersonSchema>;

/** Request body for a change to the user's own profile. */
export const profileChange = z.object({ name: nameSchema });
export type ProfileChange = z.infer<typeof profileChange>;

/** Request body for the initial setup. */
export const setUpSchema = newPersonSchema.extend({ code: z.string().trim().max(100).default("") });

export const newInvitationSchema = z.object({
  role: z.enum(INVITED_ROLES),
  days: z.int().min(1).max(INVITATION_DAYS.max).default(INVITATION_DAYS.default),
  maxUses: z.int().min(1).max(INVITATION_USES.max).default(INVITATION_USES.default),
  /** Ids of the groups that new members are added to. */
  groups: z.array(z.uuid()).max(GROUPS_MAX).default([]),
});
export type NewInvitation = z.infer<typeof newInvitationSchema>;

/** Path parameter: an invitation id. */
export const invitationParams = z.object({ id: z.string().max(100) });

/** An ISO 8601 date and time. */
export const date = z.iso.datetime();

const invitationViewSchema = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  state: z.enum(["open", "used-up", "expired", "revoked"]),
  uses: z.int(),
  maxUses: z.int(),
  createdAt: date,
  expiresAt: date,
  createdBy: z.string(),
  /** Names of the groups that new members are added to. */
  groups: z.array(z.string()),
});
/** An invitation as shown in the list, without its token, which isn't stored. */
export type InvitationView = z.infer<typeof invitationViewSchema>;

const memberViewSchema = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES), since: date });
export type MemberView = z.infer<typeof memberViewSchema>;

/** Path parameter: a user id. */
export const memberParams = z.object({ id: z.string().max(100) });

/** Request body for a role change. */
export const roleChange = z.object({ role: z.enum(ROLES) });

/** How a user leaves. If `nameStays` is set, their name stays on the content that they have shared. */
const leaving = z.object({ nameStays: z.boolean() });

/** Request body for removing a user. If `endShares` is set, the links that they created are revoked too. */
export const removalSchema = leaving.extend({ endShares: z.boolean() });
export type Removal = z.infer<typeof removalSchema>;

/** Request body for deleting one's own account; the password is null for people who have none. */
export const accountDeletion = leaving.extend({ password: typedPassword.nullable() });
export type AccountDeletion = z.infer<typeof accountDeletion>;

/** Request body for creating or renaming a group. */
export const groupName = z.object({ name: namedBy(GROUP_NAME_LENGTH, "Enter a name for the group.") });

/** Path parameters: a group id, and the id of a user in the group. */
export const groupParams = z.object({ id: z.string().max(100) });
export const groupMemberParams = groupParams.extend({ person: z.string().max(100) });

const groupRef = z.object({ id: z.string(), name: z.string() });
/** A group as its members see it. */
export type GroupRef = z.infer<typeof groupRef>;

const groupView = groupRef.extend({ members: z.array(z.object({ id: z.string(), name: z.string() })) });
/** A group as an owner sees it. */
export type GroupView = z.infer<typeof groupView>;
