import "server-only";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import path from "node:path";
import { dataDir } from "../db/settings";
import { hashToken, isToken } from "./tokens";

/** 128 bits: short enough to be typed from another screen. */
const CODE_BYTES = 16;

/**
 * Whether setting up takes a code: wherever others than the people at this machine may come first.
 *
 * @param env HOST is where the server listens, PUBLIC_URL what people open
 */
export function needsSetUpCode({ HOST, PUBLIC_URL }: NodeJS.Dict<string>): boolean {
  return !isLoopback(HOST || "127.0.0.1") || (!!PUBLIC_URL && !isLoopback(new URL(PUBLIC_URL).hostname));
}

/** Whether a host name can only mean this machine. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/u, "$1");
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}

/**
 * Makes a new code, which replaces the one before it. Only a hash of it is kept, in the data folder.
 *
 * @returns four groups of lower-case hexadecimal digits
 */
export function makeSetUpCode(): string {
  const digits = randomBytes(CODE_BYTES).toString("hex");
  mkdirSync(dataDir(), { recursive: true });
  writeFileSync(codeFile(), hashToken(digits), { mode: 0o600 });
  return digits.match(/.{8}/gu)?.join("-") ?? digits;
}

/** Whether this is the code that was made last, however its letters and hyphens are typed. */
export function isSetUpCode(code: string): boolean {
  const hash = readHash();
  return hash !== null && isToken(code.toLowerCase().replaceAll(/[^0-9a-f]/gu, ""), hash);
}

/** No code sets up anything after this. */
export function forgetSetUpCode(): void {
  rmSync(codeFile(), { force: true });
}

function codeFile(): string {
  return path.join(/* turbopackIgnore: true */ dataDir(), "set-up-code");
}

function readHash(): string | null {
  try {
    const hash = readFileSync(codeFile(), "utf8").trim();
    return /^[0-9a-f]{64}$/u.test(hash) ? hash : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
