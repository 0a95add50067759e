import type { ProblemTable } from "../table";

/** Signing in, accounts, roles, groups and invitations. */
export const ACCOUNTS = {
  "wrong-factor.again": {
    status: 403,
    text: "That code is incorrect or was already used. Enter the current code from your authenticator app, or an unused recovery code.",
  },
  "wrong-factor.first": {
    status: 403,
    text: "That code is incorrect. Check that the clock of the device with the app is right, then enter the current code.",
  },
  "second-factor-missing": {
    status: 403,
    text: "Enter the code from your authenticator app or a recovery code, or use a passkey.",
  },
  "second-step-over": {
    status: 410,
    text: "This sign-in took too long or was already completed. Sign in again.",
  },
  "second-factor-required.session": {
    status: 403,
    text: "Your role requires a second factor. Set one up to continue.",
  },
  "second-factor-required.token": {
    status: 403,
    text: "The role of this token’s owner requires a second factor. The token works again when its owner has set one up in Settings.",
  },
  "factor-required": {
    status: 409,
    text: "Your role requires a second factor, and this is your last one. Add another one first.",
  },
  "no-second-factor.yours": { status: 409, text: "Set up an authenticator app or add a passkey first." },
  "no-second-factor.theirs": { status: 409, text: "This person has no second factor. Reload the page." },
  "own-factors": { status: 409, text: "You can change your own sign-in methods in your settings." },
  "authenticator-on": { status: 409, text: "You already have an authenticator app. Remove it first." },
  "authenticator-missing": { status: 409, text: "This set-up was cancelled. Start again." },
  "wrong-passkey.refused": {
    status: 403,
    text: "This passkey wasn’t accepted. Try again, or sign in another way.",
  },
  "wrong-passkey.unverified": {
    status: 403,
    text: "This security key didn’t ask for a PIN or a fingerprint. Sign in with your password, then use the security key as the second step.",
  },
  "wrong-passkey.new": { status: 403, text: "The passkey couldn’t be added. Try again." },
  "passkey-known": { status: 409, text: "This passkey was already added. Choose another device or security key." },
  "too-many-passkeys": { status: 409, text: "You have {max} passkeys, which is the maximum. Remove one first." },
  "no-passkeys-here": {
    status: 404,
    text: "Passkeys can’t be used at this address, because they need https and a host name.",
  },
  "not-invited": {
    status: 403,
    text: "This email address hasn’t been invited. Ask an owner for an invitation link, and open it before you sign in.",
  },
  "too-many-tokens": { status: 409, text: "You have {max} API tokens, which is the maximum. Revoke one first." },
  "bad-token.api": {
    status: 401,
    text: "This API token is invalid, expired or revoked. Create a new one in Settings.",
  },
  "missing-scope": {
    status: 403,
    text: 'This request needs the scope "{scope}", which the API token lacks. Create a token with that scope.',
  },
  "bad-request.page-gone": {
    status: 400,
    text: "This page of the list no longer exists. Start again from the first page.",
  },
  "no-password": { status: 409, text: "Your account has no password. Sign in again instead." },
  "wrong-password.try-again": { status: 403, text: "That password is incorrect. Try again." },
  "group-limit": { status: 409, text: "A team can have at most {max} groups. Remove one you no longer need." },
  "not-found.group": { status: 404, text: "This group no longer exists. Reload the page." },
  "group-taken": { status: 409, text: "A group with this name already exists. Choose another name." },
  "too-many-at-once": { status: 429, text: "There were too many sign-ins at once. Wait a moment, then try again." },
  busy: { status: 503, text: "Too many people are signing in right now. Wait a moment, then try again." },
  "group-gone": {
    status: 409,
    text: "One of these groups no longer exists. Reload the page and choose the groups again.",
  },
  "not-found.invitation": { status: 404, text: "This invitation no longer exists. Reload the page." },
  "no-mail": { status: 404, text: "Sign-in by email is not available here. Choose another way to sign in." },
  "name-missing": { status: 400, text: "Enter your name." },
  "link-unknown": {
    status: 404,
    text: "This link has expired, was already used, or is incomplete. Request a new one.",
  },
  "not-found.member": { status: 404, text: "This person is no longer in the team. Reload the page." },
  "last-owner": { status: 409, text: "A team needs at least one owner. Make someone else an owner first." },
  "wrong-password.unchanged": { status: 403, text: "Your current password is incorrect. Nothing was changed." },
  "common-password": {
    status: 400,
    text: "This password is easy to guess, because it is a common password or your email address. Choose another one.",
  },
  "email-taken": { status: 409, text: "An account with this email address already exists. Sign in instead." },
  forbidden: { status: 403, text: "Your role doesn’t allow this. Ask an owner if you need access." },
  "reauthentication-required": {
    status: 403,
    text: "Confirm that it’s you. Enter your password, or sign in again if you don’t have one. Nothing was changed.",
  },
  "not-found.hidden": { status: 404, text: "This was deleted, doesn’t exist, or isn’t visible to you." },
  "provider-refused": { status: 403, text: "Sign-in with the provider was not completed. Try again." },
  "not-reauthenticated": {
    status: 403,
    text: "The provider didn’t confirm that you just signed in. Sign in there again.",
  },
  "email-not-verified": {
    status: 403,
    text: "Your account with the provider has no verified email address. Verify one there, then try again.",
  },
  "other-identity": {
    status: 409,
    text: "Your email address is linked to a different account with this provider. Ask an owner for a password reset link.",
  },
  "no-provider": { status: 404, text: "Sign-in with a provider is not available here. Choose another way to sign in." },
  "rejoin-password": {
    status: 409,
    text: "You were in this team before, with this email address. To get your notes back, join with the password you had then.",
  },
  "reset-unknown": {
    status: 404,
    text: "This link has expired, was already used, or is incomplete. Ask an owner for a new one.",
  },
  "wrong-code": {
    status: 403,
    text: "This setup code is incorrect. Use the code that Concord printed when it started.",
  },
  "already-set-up": { status: 409, text: "Concord is already set up. Sign in, or ask an owner for an invitation." },
  "wrong-credentials": { status: 401, text: "The email address or password is incorrect." },
  "wrong-password.not-deleted": { status: 403, text: "Your password is incorrect. Nothing was deleted." },
  "own-account": { status: 409, text: "To leave the team yourself, delete your account in your settings." },
  "invitation-used-up": {
    status: 410,
    text: "This invitation link has reached its use limit. Ask the person who sent it for a new one.",
  },
  "invitation-expired": {
    status: 410,
    text: "This invitation link has expired. Ask the person who sent it for a new one.",
  },
  "invitation-revoked": {
    status: 410,
    text: "This invitation link was revoked. Ask the person who sent it for a new one.",
  },
  "invitation-unknown": {
    status: 404,
    text: "This invitation link doesn’t exist or is incomplete. Ask the person who sent it for a new one.",
  },
} as const satisfies ProblemTable;
