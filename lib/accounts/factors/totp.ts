import { generateSecret, generateURI, verifySync } from "otplib";

/** Seconds per code. Some authenticator apps support no other value. */
const PERIOD = 30;

/** A new shared key: 160 bits in Base32. */
export function newKey(): string {
  return generateSecret();
}

/**
 * The URL from which authenticator apps read the key.
 *
 * @param account the email address, shown in the app
 * @param host where the account is, shown in the app
 */
export function keyUrl(key: string, account: string, host: string): string {
  return generateURI({ issuer: `Concord (${host})`, label: account, secret: key, period: PERIOD });
}

/**
 * The time step of a code (TOTP, RFC 6238); null if the code is wrong. To allow for clocks that differ, the code before
 * the current one and the one after it are accepted too.
 *
 * @param lastStep the step of the last accepted code. Codes of that step and of earlier ones are refused, so that a code
 *   that someone has observed is worthless
 */
export function stepOf(key: string, code: string, lastStep: number, now: Date): number | null {
  const token = code.replaceAll(/\s/gu, "");
  if (!/^\d{6}$/u.test(token)) return null;
  const epoch = Math.floor(now.getTime() / 1_000);
  // otplib throws an error if the last step is in the future, for example because the clock was set back.
  if (lastStep > Math.floor(epoch / PERIOD) + 1) return null;
  const options = { secret: key, token, epoch, period: PERIOD, epochTolerance: PERIOD, afterTimeStep: lastStep };
  const result = verifySync(options);
  return result.valid && "timeStep" in result ? result.timeStep : null;
}
