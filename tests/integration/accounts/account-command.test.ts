import { spawnSync } from "node:child_process";
import { beforeEach, expect, it } from "vitest";
import { POST as signIn } from "@/app/api/auth/signin/route";
import { GET as notes } from "@/app/api/notes/route";
import { POST as reset } from "@/app/api/reset/[token]/route";
import { createTokenAtServer } from "@/lib/accounts/api-tokens";
import { describeDatabase } from "@/lib/db/settings";
import { runnable } from "@/lib/workers/bundle.mjs";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

const COMMAND = await runnable("lib/cli/account.ts");
const NOBODY = { cookie: "" };
const PASSWORD = "a password from a pipe";

describeDatabases("the account command", ({ db, url, provider }) => {
  beforeEach(() => serve(db()));

  /** Runs the command in the same way as `npm run account` once the folder and database are ready. */
  const account = (args: string[], input = "", env: NodeJS.Dict<string> = {}) =>
    spawnSync(process.execPath, [...COMMAND, ...args], {
      encoding: "utf8",
      input,
      env: { ...process.env, DATABASE_URL: url(), PUBLIC_URL: "https://notes.example", ...env },
    });

  const which = () => `Database: ${describeDatabase(url())}\n`;

  it("creates an owner who can sign in", async () => {
    const made = account(["create-owner", "Olga@Example.org", "--name", "Olga"], `${PASSWORD}\n`);
    expect([made.stderr, made.status]).toEqual([which(), 0]);
    expect(made.stdout).toBe("olga@example.org is now an owner and can sign in.\n");
    expect(await db().person.findMany()).toMatchObject([{ name: "Olga", email: "olga@example.org", role: "owner" }]);
    const credentials = { email: "olga@example.org", password: PASSWORD };
    expect((await call(signIn, NOBODY, { body: credentials })).status).toBe(200);
    const again = account(["create-owner", "olga@example.org"], PASSWORD);
    expect([again.stdout, again.status]).toEqual(["", 1]);
    expect(again.stderr).toMatch(/\nAn account with this email address already exists\./u);
  });

  it("prints a password reset link, and only the link if its output is piped", async () => {
    const { actor, cookie } = await makeCaller(db(), "owner");
    const { secret } = await createTokenAtServer(db(), actor.id, { name: "Backup", scopes: ["read"], days: null });
    const headers = { authorization: `Bearer ${secret}` };
    const { stdout, stderr } = account(["reset", actor.email]);
    expect(stderr).toBe(
      `${which()}Password reset link for ${actor.email}. It works once and expires after 24 hours:\n`,
    );
    const token = /^https:\/\/notes\.example\/reset\/([\w-]{43})\n$/u.exec(stdout)?.[1] ?? "";
    const choose = (password: string) => call<{ to: string }>(reset, NOBODY, { params: { token }, body: { password } });
    expect((await choose("123456qwerty")).status).toBe(400);
    expect((await call(notes, NOBODY, { headers })).status).toBe(200);
    expect((await choose(PASSWORD)).status).toBe(200);
    expect((await call(notes, { cookie })).status).toBe(401);
    expect((await call(notes, NOBODY, { headers })).status).toBe(401);
    expect((await call(signIn, NOBODY, { body: { email: actor.email, password: PASSWORD } })).status).toBe(200);
    expect((await choose("another password")).status).toBe(404);
    const entries = await db().auditEntry.findMany({
      where: { action: { startsWith: "reset" } },
      orderBy: { at: "asc" },
    });
    expect(entries).toMatchObject([
      { action: "reset.created", personId: null, subjectId: actor.id, address: null },
      { action: "reset.used", personId: actor.id, subjectId: actor.id },
    ]);
  });

  // The remaining tests run only on SQLite, because each takes a second or two and doesn't depend on the type of
  // database.
  if (provider !== "sqlite") return;

  it("prints an API token", async () => {
    const { actor } = await makeCaller(db(), "editor");
    const { stdout } = account(["token", actor.email, "--scopes", "read,write", "--days", "7", "--name", "Backup"]);
    expect(stdout).toMatch(/^concord_[\w-]{43}\n$/u);
    expect(await db().apiToken.findMany()).toMatchObject([
      { personId: actor.id, scopes: "read write", name: "Backup" },
    ]);
    const headers = { authorization: `Bearer ${stdout.trim()}` };
    expect((await call(notes, NOBODY, { headers })).status).toBe(200);
  });

  it("explains how to make a loopback link work on other machines", async () => {
    const { actor } = await makeCaller(db(), "owner");
    const where = { PUBLIC_URL: "", HOST: "0.0.0.0", PORT: "8080" };
    const { stdout, stderr } = account(["reset", actor.email], "", where);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:8080\/reset\/[\w-]{43}\n$/u);
    expect(stderr).toMatch(/^PUBLIC_URL is not set, so the link .* set PUBLIC_URL to the address that people open/mu);
  });

  it("reports errors", () => {
    const wrong: [string[], string, RegExp][] = [
      [[], "", /^Usage:/u],
      [["token", "nobody@example.org"], "", /\nNo member has the email address nobody@example\.org\./u],
      [["create-owner", "olga@example.org"], "short", /\nChoose a password with 12 to 200 characters\./u],
    ];
    for (const [args, input, sentence] of wrong) {
      const { stdout, stderr, status } = account(args, input);
      expect([stdout, status]).toEqual(["", 1]);
      expect(stderr).toMatch(sentence);
    }
  });
});
