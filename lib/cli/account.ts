/**
 * `npm run -s account -- create-owner EMAIL | reset EMAIL | token EMAIL`: creates an account or credentials on the
 * server, for setting up an instance without a browser, and for owners who have forgotten their password.
 */

import "./environment";
import { text } from "node:stream/consumers";
import { newTokenSchema, RESET_HOURS } from "../accounts/access-schemas";
import { createTokenAtServer } from "../accounts/api-tokens";
import { resetFactorsAtServer } from "../accounts/factors/reset-factors";
import { SCOPES, TOKEN_DAYS } from "../accounts/limits";
import { memberWithEmail } from "../accounts/people";
import { createResetLinkAtServer } from "../accounts/reset-links";
import { emailSchema, newPersonSchema } from "../accounts/schemas";
import { createOwnerAtServer } from "../accounts/set-up";
import { config } from "../config";
import { closeDatabase, type Database } from "../db/database";
import { getDatabase } from "../db/own-database";
import { describeDatabase } from "../db/settings";
import { Failure } from "./failure.mjs";
import { readOptions, run } from "./program";
import { commandLine } from "./release.mjs";

const ACCOUNT = commandLine("account", { silent: true });
const USAGE = `Usage:
  ${ACCOUNT} create-owner EMAIL [--name NAME]    reads the password from standard input
  ${ACCOUNT} reset EMAIL                         prints a password reset link
  ${ACCOUNT} reset-factors EMAIL                 removes the authenticator app, passkeys and recovery codes
  ${ACCOUNT} token EMAIL [--scopes ${SCOPES.join(",")}] [--days N] [--name NAME]    prints an API token`;

interface Arguments {
  email: string;
  name?: string;
  scopes?: string;
  days?: string;
}

const COMMANDS: Record<string, (db: Database, args: Arguments) => Promise<string>> = {
  "create-owner": createOwner,
  reset,
  "reset-factors": resetFactors,
  token,
};

function readArguments(args: string[]): { run: (db: Database) => Promise<string> } {
  const { values, positionals } = readOptions(
    {
      args,
      allowPositionals: true,
      options: { name: { type: "string" }, scopes: { type: "string" }, days: { type: "string" } },
    },
    () => USAGE,
  );
  const [command = "", email, ...others] = positionals;
  const work = COMMANDS[command];
  if (work && email && others.length === 0) {
    return { run: (db) => work(db, { ...values, email: addressIn(email) }) };
  }
  throw new Failure(USAGE);
}

async function createOwner(db: Database, { email, name }: Arguments): Promise<string> {
  if (process.stdin.isTTY)
    process.stderr.write("Type the password, then press Enter and Ctrl+D. The password is visible as you type.\n");
  const password = (await text(process.stdin)).replace(/\r?\n$/u, "");
  const person = newPersonSchema.safeParse({ email, password, name: name ?? email.split("@")[0] });
  if (!person.success) throw new Failure(person.error.issues.map(({ message }) => message).join(" "));
  await createOwnerAtServer(db, person.data);
  return `${email} is now an owner and can sign in.`;
}

const LOCAL_LINK =
  "PUBLIC_URL is not set, so the link uses HOST and PORT and may only work on this machine. For a link that works elsewhere, set PUBLIC_URL to the address that people open, for example https://notes.example.org.";

async function reset(db: Database, { email }: Arguments): Promise<string> {
  const { token: secret } = await createResetLinkAtServer(db, await idOf(db, email));
  const { origin, publicUrl } = config();
  if (publicUrl === null) process.stderr.write(`${LOCAL_LINK}\n`);
  process.stderr.write(`Password reset link for ${email}. It works once and expires after ${RESET_HOURS} hours:\n`);
  return new URL(`/reset/${secret}`, origin).href;
}

async function resetFactors(db: Database, { email }: Arguments): Promise<string> {
  await resetFactorsAtServer(db, { id: await idOf(db, email), email });
  return `${email} has no second factor any more, and can sign in with a password or an email link.`;
}

async function token(db: Database, { email, ...given }: Arguments): Promise<string> {
  const wanted = newTokenSchema.safeParse({
    name: given.name ?? "Created on the server",
    scopes: given.scopes?.split(",") ?? ["read"],
    days: given.days === undefined ? TOKEN_DAYS.default : Number(given.days),
  });
  if (!wanted.success) {
    const known = `--scopes takes ${SCOPES.join(" or ")}, or both separated by a comma. --days takes a number from 1 to ${TOKEN_DAYS.max}.`;
    throw new Failure(known);
  }
  return (await createTokenAtServer(db, await idOf(db, email), wanted.data)).secret;
}

function addressIn(typed: string): string {
  const email = emailSchema.safeParse(typed);
  if (email.success) return email.data;
  throw new Failure(`${typed} is not an email address.`);
}

async function idOf(db: Database, email: string): Promise<string> {
  const member = await memberWithEmail(db, email);
  if (member) return member.id;
  throw new Failure(`No member has the email address ${email}.`);
}

async function main(): Promise<void> {
  const { run } = readArguments(process.argv.slice(2));
  // Standard output is for the result only.
  process.stderr.write(`Database: ${describeDatabase(config().databaseUrl)}\n`);
  const db = await getDatabase();
  try {
    process.stdout.write(`${await run(db)}\n`);
  } finally {
    await closeDatabase(db);
  }
}

await run(main);
