/** Request and response schemas for second factors. */

import { z } from "zod";
import { NAME_LENGTH, PASSKEYS_MAX } from "../limits";
import { ROLES } from "../roles";
import { date } from "../schemas";

/** Maximum length of a code as typed: a recovery code with spaces. */
const TYPED_CODE = 40;

/** A code from an authenticator app, or a recovery code, as typed. */
export const typedCode = z.string().trim().min(1).max(TYPED_CODE);

/** Request body for turning on the authenticator app. */
export const codeSchema = z.object({ code: typedCode });

/** The new shared key of an authenticator app. It is shown only during set-up. */
export interface NewAuthenticator {
  /** The key in Base32, for typing. */
  key: string;
  /** The `otpauth:` URL, for devices with an authenticator app. */
  url: string;
  /** The QR code of the URL: the side length in modules, and an SVG path of the dark modules. */
  qr: { size: number; path: string };
}

/** The length of base64url texts in browsers' WebAuthn responses. The largest is the attestation. */
const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/u);

const transports = z.array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"])).max(10);

/** The names of transports that this version doesn't know are ignored. */
const knownTransports = z
  .array(z.string().max(30))
  .max(10)
  .transform((names) => names.filter((name) => transports.safeParse([name]).success))
  .pipe(transports);

const credential = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
});

/** A browser's response to a request for a new passkey (`RegistrationResponseJSON`). */
const createdCredential = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: knownTransports.default([]),
  }),
});
export type CreatedCredential = z.infer<typeof createdCredential>;

/** A browser's response to a request to use a passkey (`AuthenticationResponseJSON`). */
export const usedCredential = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
});
export type UsedCredential = z.infer<typeof usedCredential>;

const passkeyName = z.string().trim().min(1, { error: "Enter a name for the passkey." }).max(NAME_LENGTH);

/** Request body for adding a passkey. */
export const newPasskeySchema = z.object({ name: passkeyName, credential: createdCredential });

/** Request body for renaming a passkey. */
export const passkeyNameSchema = newPasskeySchema.pick({ name: true });

/** What a passkey will be used for. */
export const PASSKEY_USES = ["sign-in", "second-step", "confirmation"] as const;
export type PasskeyUse = (typeof PASSKEY_USES)[number];

const passkeyView = z.object({
  id: z.string(),
  name: z.string(),
  /** The host name that it works for. */
  host: z.string(),
  createdAt: date,
  lastUsedAt: date.nullable(),
});
export type PasskeyView = z.infer<typeof passkeyView>;

const factorsView = z.object({
  /** When the authenticator app was turned on; null if there is none. */
  authenticatorSince: date.nullable(),
  /** Oldest first. */
  passkeys: z.array(passkeyView).max(PASSKEYS_MAX),
  /** The number of unused recovery codes. */
  codesLeft: z.int(),
  /** Whether the user's role requires a second factor. */
  isRequired: z.boolean(),
  /** The host name that new passkeys work for; null if passkeys aren't possible at this address. */
  passkeyHost: z.string().nullable(),
});
/** A user's second factors, without any secrets. */
export type FactorsView = z.infer<typeof factorsView>;

/** What a pending sign-in can be completed with. */
export interface SecondStep {
  hasAuthenticator: boolean;
  hasPasskeys: boolean;
  hasCodes: boolean;
}

/** Request body for changing which roles must have a second factor. */
export const requirementSchema = z.object({ roles: z.array(z.enum(ROLES)).max(ROLES.length) });

const memberFactors = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** "provider" if the user has no second factor here, but has signed in with the provider. */
  state: z.enum(["on", "provider", "off"]),
});
export type MemberFactors = z.infer<typeof memberFactors>;

const teamFactors = z.object({
  /** The roles that must have a second factor. */
  roles: z.array(z.enum(ROLES)),
  members: z.array(memberFactors),
});
export type TeamFactors = z.infer<typeof teamFactors>;
