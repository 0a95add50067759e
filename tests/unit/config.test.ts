import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import { config, readConfig, VARIABLES } from "@/lib/config";

afterEach(() => vi.unstubAllEnvs());

const PROVIDER = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" };
const MAIL = { SMTP_URL: "smtps://mail.example", MAIL_FROM: "concord@example.org" };
const BUCKET = {
  ...{ S3_ENDPOINT: "https://s3.example", S3_BUCKET: "files" },
  ...{ S3_ACCESS_KEY_ID: "a", S3_SECRET_ACCESS_KEY: "b" },
};
const POSTGRESQL = "postgresql://concord@db.example/concord";

describe("if no variable is set", () => {
  const defaults = {
    host: "127.0.0.1",
    port: 3000,
    publicUrl: null,
    origin: "http://127.0.0.1:3000",
    dataDir: path.join(root, "data"),
    importDir: path.join(root, "content"),
    contentDirs: [path.join(root, "content")],
    databaseUrl: `file:${path.join(root, "data/concord.db")}`,
    searchEngine: "memory",
    logLevel: "warn",
    trustProxy: null,
    provider: null,
    mail: null,
    allowedDomains: [],
    sessionSecret: null,
    hasPublicReports: true,
    drainSeconds: 0,
    maxFileBytes: 104_857_600,
    metricsToken: null,
    backupKey: null,
    bucket: null,
    rateLimitFactor: 1,
  };

  it("every setting has its default", () => {
    expect(readConfig({})).toEqual(defaults);
  });

  it("an empty variable counts as unset", () => {
    expect(readConfig(Object.fromEntries(VARIABLES.map((name) => [name, ""])))).toEqual(defaults);
  });
});

describe("a valid variable", () => {
  it.each<[NodeJS.Dict<string>, object]>([
    [{ PORT: "8080" }, { port: 8080, origin: "http://127.0.0.1:8080" }],
    [{ HOST: "0.0.0.0" }, { host: "0.0.0.0", origin: "http://127.0.0.1:3000" }],
    [
      { HOST: "::", PORT: "80" },
      { host: "::", origin: "http://[::1]:80" },
    ],
    [{ HOST: "notes.internal" }, { origin: "http://notes.internal:3000" }],
    [{ PUBLIC_URL: "https://notes.example/" }, { origin: "https://notes.example" }],
    [{ PUBLIC_URL: "http://notes.example:8080" }, { publicUrl: new URL("http://notes.example:8080") }],
    [{ DATA_DIR: "/srv/concord" }, { dataDir: "/srv/concord", databaseUrl: "file:/srv/concord/concord.db" }],
    [{ DATA_DIR: "/srv/concord", DATABASE_URL: POSTGRESQL }, { databaseUrl: POSTGRESQL }],
    [{ DATABASE_URL: "file:data/other.db" }, { databaseUrl: "file:data/other.db" }],
    [
      { CONTENT_DIR: "/srv/reports" },
      { importDir: "/srv/reports", contentDirs: [path.join(root, "content"), "/srv/reports"] },
    ],
    [{ SEARCH_ENGINE: "memory" }, { searchEngine: "memory" }],
    [{ SEARCH_ENGINE: "postgresql", DATABASE_URL: POSTGRESQL }, { searchEngine: "postgresql" }],
    [{ PUBLIC_REPORTS: "off" }, { hasPublicReports: false }],
    [{ LOG_LEVEL: "info" }, { logLevel: "info" }],
    [BUCKET, { bucket: expect.objectContaining({ name: "files", region: "us-east-1", isPathStyle: true }) }],
    [{ ...BUCKET, S3_PATH_STYLE: "false" }, { bucket: expect.objectContaining({ isPathStyle: false }) }],
    [{ TRUST_PROXY: "2" }, { trustProxy: 2 }],
    [PROVIDER, { provider: { issuer: new URL("https://id.example"), name: "id.example" } }],
    [{ ...PROVIDER, OIDC_NAME: "Example" }, { provider: { clientId: "a", clientSecret: "b", name: "Example" } }],
    [{ ...PROVIDER, OIDC_ISSUER: "http://127.0.0.1:9" }, { provider: { name: "127.0.0.1:9" } }],
    [MAIL, { mail: { smtpUrl: "smtps://mail.example", from: "concord@example.org" } }],
    [{ ...PROVIDER, ...MAIL, HOST: "0.0.0.0", PUBLIC_URL: "https://notes.example" }, {}],
    [
      { ALLOWED_DOMAINS: "Example.org, xn--e1afmkfd.example" },
      { allowedDomains: ["example.org", "xn--e1afmkfd.example"] },
    ],
    [{ NEXTAUTH_SECRET: "given" }, { sessionSecret: "given" }],
    [{ DRAIN_SECONDS: "2.5" }, { drainSeconds: 2.5 }],
    [{ MAX_FILE_MB: "0.5" }, { maxFileBytes: 524_288 }],
    [{ METRICS_TOKEN: "given" }, { metricsToken: "given" }],
    [{ BACKUP_KEY: "given" }, { backupKey: "given" }],
    [{ RATE_LIMIT_FACTOR: "2.5", PACE: "4" }, { rateLimitFactor: 2.5 }],
    [{ PACE: "4" }, { rateLimitFactor: 4 }],
    [{}, { rateLimitFactor: 1 }],
  ])("%j is accepted", (env, settings) => {
    expect(readConfig(env)).toMatchObject(settings);
  });
});

describe("an invalid variable", () => {
  it.each([
    ["PORT", ["abc", "0", "-1", "65536", "30.5", "3000x", " ", "1e3"]],
    ["HOST", ["http://127.0.0.1", "127.0.0.1:3000", "a host", "-"]],
    [
      "PUBLIC_URL",
      ["notes.example", "ftp://notes.example", "https://notes.example/concord", "https://notes.example/?a"],
    ],
    ["SEARCH_ENGINE", ["elastic"]],
    ["LOG_LEVEL", ["loud", "INFO"]],
    ["TRUST_PROXY", ["yes", "10", "-1", "1.5"]],
    ["OIDC_ISSUER", ["id.example", "http://id.example"]],
    ["ALLOWED_DOMAINS", ["ana@example.org", "example.org, localhost"]],
    ["DRAIN_SECONDS", ["-1", "soon", "10000"]],
    ["MAX_FILE_MB", ["0", "-1", "large", "1025"]],
    ["PACE", ["0", "-1", "fast", "Infinity"]],
  ])("%s is reported with its value and what was expected", (name, values) => {
    for (const value of values) {
      expect(() => readConfig({ [name]: value })).toThrow(
        expect.objectContaining({
          code: "settings",
          message: expect.stringContaining(`${name} is "${value}". Set it to `),
        }),
      );
    }
  });

  it.each([
    ["DATABASE_URL", "mysql://concord:hidden@db.example/concord"],
    ["DATABASE_URL", "/srv/hidden.db"],
    ["DATABASE_URL", "file:"],
    ["SMTP_URL", "mail.example:hidden"],
    ["SMTP_URL", "smtp://user:hidden@mail.example:port"],
  ])("%s may contain a password, so it is reported without its value", (name, value) => {
    expect(messageOf({ ...MAIL, [name]: value })).toMatch(
      new RegExp(`^${name} is not valid \\(the value is secret, so it is not shown\\)\\. Set it to a URL that starts`),
    );
    expect(messageOf({ ...MAIL, [name]: value })).not.toContain("hidden");
  });

  it("does not reveal the password in a URL", () => {
    const said = messageOf({ PUBLIC_URL: "https://olga:hidden@notes.example" });
    expect(said).toMatch(/^PUBLIC_URL is "https:\/\/…@notes\.example"\. /u);
  });

  it.each<[string, NodeJS.Dict<string>, string]>([
    ["PostgreSQL search with an SQLite file", { SEARCH_ENGINE: "postgresql" }, "the database is an SQLite file"],
    ["a provider without a secret", { ...PROVIDER, OIDC_CLIENT_SECRET: "" }, "OIDC_ISSUER needs"],
    ["mail without a sender", { ...MAIL, MAIL_FROM: "" }, "SMTP_URL needs MAIL_FROM"],
    ["links to a URL that other people cannot open", { ...MAIL, HOST: "0.0.0.0" }, "need PUBLIC_URL"],
  ])("can be invalid because of another variable: %s", (_, env, said) => {
    expect(messageOf(env)).toContain(said);
  });

  it("is reported together with all other invalid ones", () => {
    const lines = messageOf({ PORT: "no", TRUST_PROXY: "no", RATE_LIMIT_FACTOR: "2" }).split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["PORT", "TRUST_PROXY"]);
  });
});

function messageOf(env: NodeJS.Dict<string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return "nothing is wrong";
}

it("is read from the environment each time", () => {
  vi.stubEnv("RATE_LIMIT_FACTOR", "3");
  expect(config().rateLimitFactor).toBe(3);
  vi.stubEnv("RATE_LIMIT_FACTOR", "4");
  expect(config().rateLimitFactor).toBe(4);
});

describe("every variable is documented", () => {
  const read = (file: string) => readFileSync(path.join(root, file), "utf8");

  it("in .env.example, once, with a comment and a valid value", () => {
    const lines = read(".env.example").split("\n");
    const named = lines.flatMap((line, index) => {
      const name = /^#([A-Z][A-Z\d_]*)=/u.exec(line)?.[1];
      return name === undefined ? [] : [{ name, about: lines[index - 1] }];
    });
    expect(named.map(({ name }) => name)).toEqual(VARIABLES);
    for (const { about } of named) expect(about).toMatch(/^# \w.*\.$/u);
    const all = parseEnv(lines.map((line) => line.replace(/^#(?=[A-Z])/u, "")).join("\n"));
    expect(Object.keys(all).sort()).toEqual([...VARIABLES].sort());
    expect(() => readConfig(all)).not.toThrow();
  });

  it("in the table of the docs", () => {
    const rows = read("docs/admin/configure.md")
      .split("\n")
      .filter((line) => /^\| `[A-Z]/u.test(line));
    const named = rows.flatMap((row) => [...row.matchAll(/`([A-Z][A-Z\d]*(?:_[A-Z]+)*)`/gu)].map(([, name]) => name));
    expect([...new Set(named)].sort()).toEqual([...VARIABLES].sort());
  });
});
