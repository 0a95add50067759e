import { randomUUID } from "node:crypto";
import { PASSWORD } from "../world";
import { everyone, members, type Permission } from "./row";

const CREDENTIAL = { id: "AAAA", rawId: "AAAA", type: "public-key", clientExtensionResults: {} };
const PASSKEY = { ...CREDENTIAL, response: { clientDataJSON: "AAAA", authenticatorData: "AAAA", signature: "AAAA" } };
const NEW_PASSKEY = { ...CREDENTIAL, response: { clientDataJSON: "AAAA", attestationObject: "AAAA" } };

/** Signing in, a user's own access, and people. */
export const ACCOUNTS: Permission[] = [
  // Signing in
  {
    route: "/api/setup",
    method: "POST",
    of: "when already set up",
    send: () => ({ body: { name: "Eve", email: `${randomUUID()}@example.org`, password: PASSWORD } }),
    expected: everyone(409),
  },
  {
    route: "/api/join/[token]",
    method: "POST",
    send: ({ token }) => ({
      params: { token },
      body: { name: "Eve", email: `${randomUUID()}@example.org`, password: PASSWORD },
    }),
    expected: everyone(200),
  },
  {
    route: "/api/join/[token]",
    method: "POST",
    of: "with an unknown token",
    send: () => ({
      params: { token: "guessed" },
      body: { name: "Eve", email: `${randomUUID()}@example.org`, password: PASSWORD },
    }),
    expected: everyone(404),
  },
  {
    route: "/api/auth/signin",
    method: "POST",
    send: ({ author }) => ({ body: { email: author.email, password: PASSWORD } }),
    expected: everyone(200),
  },
  {
    route: "/api/auth/signin",
    method: "POST",
    of: "with a wrong password",
    send: ({ author }) => ({ body: { email: author.email, password: "wrong wrong wrong" } }),
    expected: everyone(401),
  },
  { route: "/api/auth/signout", method: "POST", send: () => ({ body: {} }), expected: everyone(200) },

  // These tests have no provider and no mail server configured.
  { route: "/api/auth/provider", method: "GET", expected: everyone(303) },
  { route: "/api/auth/provider/callback", method: "GET", expected: everyone(303) },
  {
    route: "/api/auth/mail",
    method: "POST",
    send: ({ author }) => ({ body: { email: author.email } }),
    expected: everyone(404),
  },
  {
    route: "/api/auth/mail/[token]",
    method: "POST",
    send: () => ({ params: { token: "guessed" }, body: {} }),
    expected: everyone(404),
  },

  // No browser has the cookie of a pending sign-in, or a challenge for a passkey.
  {
    route: "/api/auth/second-step",
    method: "POST",
    send: () => ({ body: { code: "123456" } }),
    expected: everyone(410),
  },
  {
    route: "/api/auth/passkey",
    method: "POST",
    send: () => ({ body: { passkey: PASSKEY } }),
    expected: everyone(403),
  },
  // The address in these tests has no host name, which passkeys need.
  {
    route: "/api/auth/passkey/options",
    method: "POST",
    send: () => ({ body: { use: "sign-in" } }),
    expected: everyone(404),
  },

  // Second factors
  { route: "/api/me/factors", method: "GET", expected: members(200, 200, 200, 200, 200) },
  { route: "/api/me/factors/authenticator", method: "POST", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/me/factors/authenticator",
    method: "PUT",
    of: "that nobody has started to set up",
    send: () => ({ body: { code: "123456" } }),
    expected: members(409, 409, 409, 409, 409),
  },
  { route: "/api/me/factors/authenticator", method: "DELETE", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/me/factors/recovery-codes",
    method: "POST",
    of: "without a second factor, except for the passkey's owner",
    expected: members(409, 409, 200, 409, 409),
  },
  {
    route: "/api/me/passkeys/options",
    method: "POST",
    expected: members(404, 404, 404, 404, 404),
  },
  {
    route: "/api/me/passkeys",
    method: "POST",
    of: "without a challenge",
    send: () => ({ body: { name: "Laptop", credential: NEW_PASSKEY } }),
    expected: members(403, 403, 403, 403, 403),
  },
  {
    route: "/api/me/passkeys/[id]",
    method: "PATCH",
    send: ({ passkeyId }) => ({ params: { id: passkeyId }, body: { name: "Security key" } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: "/api/me/passkeys/[id]",
    method: "DELETE",
    send: ({ passkeyId }) => ({ params: { id: passkeyId } }),
    expected: members(404, 404, 200, 404, 404),
  },
  { route: "/api/team/second-factor", method: "GET", expected: members(403, 403, 403, 403, 200) },
  {
    route: "/api/team/second-factor",
    method: "PUT",
    send: () => ({ body: { roles: ["owner"] } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/members/[id]/factors-reset",
    method: "POST",
    send: ({ author }) => ({ params: { id: author.id } }),
    expected: members(403, 403, 403, 403, 200),
  },

  // A user's own access
  { route: "/api/sessions", method: "GET", expected: members(200, 200, 200, 200, 200) },
  { route: "/api/sessions", method: "DELETE", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/sessions/[id]",
    method: "DELETE",
    send: ({ sessionId }) => ({ params: { id: sessionId } }),
    expected: members(404, 404, 200, 404, 404),
  },
  { route: "/api/tokens", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/tokens",
    method: "POST",
    send: () => ({ body: { name: "A program", scopes: ["read"] } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/tokens/[id]",
    method: "DELETE",
    send: ({ apiToken: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 200, 404, 404),
  },

  {
    route: "/api/me",
    method: "PATCH",
    send: () => ({ body: { name: "Another Name" } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/password",
    method: "POST",
    send: () => ({ body: { current: PASSWORD, password: "another password of mine" } }),
    // The other callers have no password.
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/members/[id]/reset-link",
    method: "POST",
    send: ({ author }) => ({ params: { id: author.id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/reset/[token]",
    method: "POST",
    send: ({ resetToken }) => ({ params: { token: resetToken }, body: { password: "another password of mine" } }),
    expected: everyone(200),
  },
  {
    route: "/api/reset/[token]",
    method: "POST",
    of: "with an unknown token",
    send: () => ({ params: { token: "guessed" }, body: { password: "another password of mine" } }),
    expected: everyone(404),
  },

  // People
  { route: "/api/members", method: "GET", expected: members(200, 200, 200, 200, 200) },
  { route: "/api/server", method: "GET", expected: members(403, 403, 403, 403, 200) },
  {
    route: "/api/server/log-level",
    method: "PUT",
    send: () => ({ body: { level: "info" } }),
    expected: members(403, 403, 403, 403, 200),
  },
  { route: "/api/audit", method: "GET", expected: members(403, 403, 403, 403, 200) },
  {
    route: "/api/audit",
    method: "GET",
    of: "after an unknown entry",
    send: () => ({ query: { before: "gone" } }),
    expected: members(403, 403, 403, 403, 400),
  },
  { route: "/api/invitations", method: "GET", expected: members(403, 403, 403, 403, 200) },
  {
    route: "/api/invitations",
    method: "POST",
    send: () => ({ body: { role: "editor" } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/invitations",
    method: "POST",
    of: "for another owner",
    send: () => ({ body: { role: "owner" } }),
    expected: members(400, 400, 400, 400, 400),
  },
  {
    route: "/api/invitations/[id]",
    method: "DELETE",
    send: ({ invitation: { id } }) => ({ params: { id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/invitations/[id]/restore",
    method: "POST",
    send: ({ invitation: { id } }) => ({ params: { id } }),
    expected: members(403, 403, 403, 403, 200),
  },

  {
    route: "/api/members/[id]",
    method: "PATCH",
    send: ({ author }) => ({ params: { id: author.id }, body: { role: "editor" } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/members/[id]",
    method: "PATCH",
    of: "with an unknown ID",
    send: () => ({ params: { id: "nobody" }, body: { role: "editor" } }),
    expected: members(403, 403, 403, 403, 404),
  },
  {
    route: "/api/members/[id]/removal",
    method: "POST",
    send: ({ author }) => ({ params: { id: author.id }, body: { nameStays: false, endShares: true } }),
    expected: members(403, 403, 403, 403, 200),
  },
  { route: "/api/groups", method: "GET", expected: members(403, 403, 403, 403, 200) },
  {
    route: "/api/groups",
    method: "POST",
    send: () => ({ body: { name: `Readers ${randomUUID()}` } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/groups/[id]",
    method: "PATCH",
    send: ({ group }) => ({ params: { id: group.id }, body: { name: `Renamed ${randomUUID()}` } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/groups/[id]",
    method: "DELETE",
    send: ({ group }) => ({ params: { id: group.id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/groups/[id]/members/[person]",
    method: "PUT",
    send: ({ group, author }) => ({ params: { id: group.id, person: author.id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/groups/[id]/members/[person]",
    method: "DELETE",
    send: ({ group, author }) => ({ params: { id: group.id, person: author.id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  { route: "/api/me/confirmation", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/me/confirmation",
    method: "POST",
    send: ({ recoveryCode }) => ({ body: { password: PASSWORD, code: recoveryCode } }),
    // Only the author has a password here, and a second factor.
    expected: members(409, 409, 200, 409, 409),
  },
  { route: "/api/me/export", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/me/deletion",
    method: "POST",
    of: "with a wrong password",
    send: () => ({ body: { nameStays: false, password: "wrong wrong wrong" } }),
    // Only the author has a password here; the others have just signed in.
    expected: members(200, 200, 403, 200, 200),
  },
];
