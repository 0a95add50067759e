import "server-only";
import { isIP } from "node:net";
import path from "node:path";
import { z } from "zod";
import { UserError } from "./errors";

/** How error messages describe a variable. */
const about = z.registry<{
  /** Describes valid values, as the end of the sentence "Set it to …". */
  expected: string;
  /** Whether the value is a secret that must not appear in an error. */
  secret?: true;
}>();

const MAX_PORT = 65_535;

/** Ten minutes. A larger value was probably meant to be in milliseconds. */
const MAX_DRAIN_SECONDS = 600;

/** The size of an uploaded file is stored as a 32-bit number. */
const MAX_FILE_MB = 1024;
const MEGABYTE = 1024 * 1024;
/**
 * Maximum size of an uploaded file in every instance, in bytes. The environment variable `MAX_FILE_MB` can set a lower
 * limit.
 */
export const MAX_FILE_BYTES = MAX_FILE_MB * MEGABYTE;

/** The folder with the reports that Concord includes, relative to its own folder. */
const INCLUDED_CONTENT = "content";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const decimal = z
  .string()
  .regex(/^\d+(?:\.\d+)?$/u)
  .transform(Number);

const factor = decimal.pipe(z.number().positive()).optional();
const FACTOR = { expected: "a number that multiplies all rate limits, for example 2" };

/** Every environment variable that Concord reads. An empty variable counts as unset. */
const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d+$/u)
    .transform(Number)
    .pipe(z.number().min(1).max(MAX_PORT))
    .default(3000)
    .register(about, { expected: `a port from 1 to ${MAX_PORT}, for example 3001` }),
  HOST: z
    .string()
    .refine((host) => isIP(host) !== 0 || /^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/iu.test(host))
    .default("127.0.0.1")
    .register(about, {
      expected:
        "the address or host name to listen on, for example 127.0.0.1, or 0.0.0.0 for all networks of this machine",
    }),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin)
    .transform((url) => new URL(url))
    .optional()
    .register(about, {
      expected:
        "the address people open, with http:// or https:// and without a path, for example https://notes.example.org (Concord needs its own host name and can't run under a path)",
    }),
  DATA_DIR: z
    .string()
    .default("data")
    .transform((folder) => path.resolve(/* turbopackIgnore: true */ folder))
    .register(about, { expected: "a folder" }),
  CONTENT_DIR: z
    .string()
    .default(INCLUDED_CONTENT)
    .transform((folder) => path.resolve(/* turbopackIgnore: true */ folder))
    .register(about, { expected: "a folder" }),
  DATABASE_URL: z
    .string()
    .regex(/^(?:file:.|postgres(?:ql)?:\/\/)/u)
    .optional()
    .register(about, {
      expected:
        "a URL that starts with file: (SQLite) or postgresql:// (PostgreSQL), for example file:/srv/concord/concord.db or postgresql://concord:password@db.example.org/concord",
      secret: true,
    }),
  SEARCH_ENGINE: z
    .enum(["memory", "postgresql"])
    .default("memory")
    .register(about, { expected: "memory or postgresql" }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default("warn")
    .register(about, { expected: `one of ${LOG_LEVELS.join(", ")}` }),
  TRUST_PROXY: z
    .string()
    .regex(/^\d$/u)
    .transform(Number)
    .optional()
    .register(about, { expected: "the number of proxies in front of Concord, from 0 to 9, for example 1" }),
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer)
    .transform((url) => new URL(url))
    .optional()
    .register(about, { expected: "the https:// URL of an OpenID Connect provider" }),
  OIDC_CLIENT_ID: z.string().optional().register(about, { expected: "the client ID from the provider" }),
  OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .register(about, { expected: "the client secret from the provider", secret: true }),
  OIDC_NAME: z
    .string()
    .optional()
    .register(about, { expected: "the name of the provider that people see on the sign-in page" }),
  SMTP_URL: z
    .string()
    .refine((url) => /^smtps?:\/\/./u.test(url) && URL.canParse(url))
    .optional()
    .register(about, {
      expected: "a URL that starts with smtp:// or smtps://, for example smtp://user:password@mail.example.org:587",
      secret: true,
    }),
  MAIL_FROM: z.string().optional().register(about, { expected: "the sender address of emails" }),
  ALLOWED_DOMAINS: z
    .string()
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/u)
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(/^[\p{L}\d-]+(?:\.[\p{L}\d-]+)+$/u)))
    .default([])
    .register(about, { expected: "domains separated by commas, for example example.org,example.com" }),
  NEXTAUTH_SECRET: z.string().optional().register(about, { expected: "a long random string", secret: true }),
  PUBLIC_REPORTS: z.enum(["on", "off"]).default("on").register(about, { expected: "on or off" }),
  DRAIN_SECONDS: decimal
    .pipe(z.number().max(MAX_DRAIN_SECONDS))
    .default(0)
    .register(about, {
      expected: `the number of seconds Concord keeps answering while it shuts down, from 0 to ${MAX_DRAIN_SECONDS}`,
    }),
  MAX_FILE_MB: decimal
    .pipe(z.number().positive().max(MAX_FILE_MB))
    .default(100)
    .register(about, { expected: `the maximum size of a file in megabytes, up to ${MAX_FILE_MB}` }),
  METRICS_TOKEN: z.string().optional().register(about, { expected: "a long random string", secret: true }),
  BACKUP_KEY: z.string().optional().register(about, { expected: "a long random string", secret: true }),
  S3_ENDPOINT: z
    .string()
    .refine(isEndpoint)
    .transform((url) => new URL(url))
    .optional()
    .register(about, {
      expected: "the http:// or https:// URL of the S3 service, for example https://s3.eu-central-1.amazonaws.com",
    }),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/u)
    .optional()
    .register(about, { expected: "the name of a bucket, for example concord-files" }),
  S3_REGION: z
    .string()
    .regex(/^[a-z\d-]+$/u)
    .default("us-east-1")
    .register(about, { expected: "the region of the bucket, for example eu-central-1" }),
  S3_ACCESS_KEY_ID: z.string().optional().register(about, { expected: "the ID of the access key" }),
  S3_SECRET_ACCESS_KEY: z
    .string()
    .optional()
    .register(about, { expected: "the secret of the access key", secret: true }),
  S3_PATH_STYLE: z
    .enum(["true", "false"])
    .default("true")
    .transform((value) => value === "true")
    .register(about, {
      expected: "true if the bucket is part of the path, or false if it is part of the host name",
    }),
  RATE_LIMIT_FACTOR: factor.register(about, FACTOR),
  // Deprecated name of RATE_LIMIT_FACTOR.
  PACE: factor.register(about, FACTOR),
});

type Environment = z.infer<typeof environmentSchema>;
type Name = keyof Environment;

export const VARIABLES = Object.keys(environmentSchema.shape) as Name[];

/** An instance's settings. */
export type Config = ReturnType<typeof settingsIn>;

/** The OpenID Connect provider for signing in. */
export type ProviderSettings = NonNullable<Config["provider"]>;

/** The S3 bucket for uploaded files. */
export type BucketSettings = NonNullable<Config["bucket"]>;

/** The mail server and the sender's address. */
export type MailSettings = NonNullable<Config["mail"]>;

let latest: { given: (string | undefined)[]; config: Config } | undefined;

/**
 * The settings of this process. The `.env` files are already in the environment: commands load them in
 * `cli/environment.ts`, and Next.js does so for the server.
 *
 * @throws any error from `readConfig`
 */
export function config(): Config {
  // Read the variables again, because tests change the environment between calls.
  const given = VARIABLES.map((name) => process.env[name]);
  if (!latest || given.some((value, index) => value !== latest?.given[index])) {
    latest = { given, config: readConfig(process.env) };
  }
  return latest.config;
}

/**
 * Reads all settings from environment variables.
 *
 * @throws UserError `settings` with a sentence for every invalid variable
 */
export function readConfig(env: NodeJS.Dict<string>): Config {
  const given = Object.fromEntries(VARIABLES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path: [name] }) => name as Name));
    throw wrongSettings([...wrong].map((name) => whatIsWrong(name, given[name] ?? "")));
  }
  const contradictions = contradictionsIn(parsed.data);
  if (contradictions.length > 0) throw wrongSettings(contradictions);
  return settingsIn(parsed.data);
}

function whatIsWrong(name: Name, value: string): string {
  const { expected, secret } = about.get(environmentSchema.shape[name]) ?? { expected: "something else" };
  const shown = secret ? "is not valid (the value is secret, so it is not shown)" : `is "${withoutPassword(value)}"`;
  return `${name} ${shown}. Set it to ${expected}.`;
}

/** A URL without credentials. */
function withoutPassword(value: string): string {
  return value.replace(/\/\/[^/]*@/u, "//…@");
}

/** Messages for variables that are valid individually, but not together. */
function contradictionsIn(env: Environment): string[] {
  const found: string[] = [];
  if (env.SEARCH_ENGINE === "postgresql" && !env.DATABASE_URL?.startsWith("postgres")) {
    found.push(
      "SEARCH_ENGINE is postgresql, but the database is an SQLite file. Set DATABASE_URL to a PostgreSQL database, or remove SEARCH_ENGINE.",
    );
  }
  if (env.OIDC_ISSUER && !(env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET)) {
    found.push("OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Set them to the values from the provider.");
  }
  if (env.SMTP_URL && !env.MAIL_FROM) {
    found.push("SMTP_URL needs MAIL_FROM. Set it to the sender address of emails.");
  }
  const ofBucket = [env.S3_ENDPOINT, env.S3_BUCKET, env.S3_ACCESS_KEY_ID, env.S3_SECRET_ACCESS_KEY];
  if (ofBucket.some(Boolean) && !ofBucket.every(Boolean)) {
    found.push(
      "S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY need each other. Set all four, or none to keep files in the database.",
    );
  }
  const sendsLinks = env.OIDC_ISSUER || env.SMTP_URL || env.ALLOWED_DOMAINS.length > 0;
  // A link in an email may be opened on another machine, and must still lead to this server.
  if (sendsLinks && !env.PUBLIC_URL && !isLoopback(env.HOST)) {
    found.push(
      "OIDC_ISSUER, SMTP_URL and ALLOWED_DOMAINS need PUBLIC_URL. Set it to the address people open, for example https://notes.example.org.",
    );
  }
  return found;
}

function settingsIn(env: Environment) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId = "", OIDC_CLIENT_SECRET: clientSecret = "" } = env;
  return {
    host: env.HOST,
    port: env.PORT,
    /** The public URL; null if it is the address that the server listens on. */
    publicUrl: env.PUBLIC_URL ?? null,
    /**
     * The origin for links that leave the app, without a trailing slash. It is never taken from a request, because the
     * `Host` header can be forged.
     */
    origin: env.PUBLIC_URL?.origin ?? originOf(env.HOST, env.PORT),
    /**
     * The absolute path of the folder for state that is kept in files. With PostgreSQL, all state is in the database.
     */
    dataDir: env.DATA_DIR,
    /** The folder that `import` writes to. */
    importDir: env.CONTENT_DIR,
    /**
     * The folders whose files are added to the library: the included one, which may be read-only, and the one that
     * `import` writes to.
     */
    contentDirs: [...new Set([path.resolve(/* turbopackIgnore: true */ INCLUDED_CONTENT), env.CONTENT_DIR])],
    /** Defaults to an SQLite file in the data folder. */
    databaseUrl: env.DATABASE_URL ?? `file:${path.join(env.DATA_DIR, "concord.db")}`,
    /** The search engine, which either runs in this process, with all words in memory, or uses the database. */
    searchEngine: env.SEARCH_ENGINE,
    logLevel: env.LOG_LEVEL,
    /** How many proxies in front of us are trusted to report a request's origin; null if unset, which means none. */
    trustProxy: env.TRUST_PROXY ?? null,
    provider: issuer ? { issuer, clientId, clientSecret, name: env.OIDC_NAME ?? issuer.host } : null,
    mail: env.SMTP_URL && env.MAIL_FROM ? { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM } : null,
    /** Email domains whose users may join without an invitation; lower case. */
    allowedDomains: env.ALLOWED_DOMAINS,
    /** The secret that signs sessions; null if the database stores it. */
    sessionSecret: env.NEXTAUTH_SECRET ?? null,
    /** Whether people without an account can read the reports that owners made public. */
    hasPublicReports: env.PUBLIC_REPORTS === "on",
    drainSeconds: env.DRAIN_SECONDS,
    /** Maximum size, in bytes, of a file from which a report can be created. */
    maxFileBytes: Math.floor(env.MAX_FILE_MB * MEGABYTE),
    /** The token that grants access to the metrics; if null, the metrics are disabled. */
    metricsToken: env.METRICS_TOKEN ?? null,
    /** The key that backups are encrypted with (`--key env`). */
    backupKey: env.BACKUP_KEY ?? null,
    /** The bucket for uploaded files; null if they are stored in the database. */
    bucket: bucketIn(env),
    /** Multiplies all rate limits. */
    rateLimitFactor: env.RATE_LIMIT_FACTOR ?? env.PACE ?? 1,
  };
}

function bucketIn(env: Environment) {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: name, S3_ACCESS_KEY_ID: accessKeyId } = env;
  const { S3_SECRET_ACCESS_KEY: secretAccessKey, S3_REGION: region, S3_PATH_STYLE: isPathStyle } = env;
  if (!(endpoint && name && accessKeyId && secretAccessKey)) return null;
  return { endpoint, name, region, accessKeyId, secretAccessKey, isPathStyle };
}

/** Whether a host name is a loopback address. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/u, "$1");
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}

/** For a server that listens on all interfaces, the origin is the loopback address. */
function originOf(host: string, port: number): string {
  const here = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${here.includes(":") ? `[${here}]` : here}:${port}`;
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && pathname === "/" && [search, hash, username, password].join("") === "";
}

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && [search, hash, username, password].join("") === "";
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

function wrongSettings(sentences: string[]): UserError {
  return new UserError("settings", { problems: sentences.join("\n") });
}
