import "server-only";
import { UserError } from "../errors";
import { publicUrl } from "./public-origin";
import { isLoopback } from "./set-up-code";

/** The OpenID Connect provider through which people may sign in. */
export interface ProviderSettings {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  /** What people call it. */
  name: string;
}

/** By which server, and as whom, we send mail. */
export interface MailSettings {
  smtpUrl: string;
  from: string;
}

type Env = NodeJS.Dict<string>;

/** The provider, from OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME; null where there is none. */
export function providerSettings(env: Env = process.env): ProviderSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env;
  if (!OIDC_ISSUER) return null;
  if (!OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) {
    throw wrong("OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, as the provider gave them to you.");
  }
  const issuer = URL.canParse(OIDC_ISSUER) ? new URL(OIDC_ISSUER) : null;
  if (issuer?.protocol !== "https:" && !(issuer?.protocol === "http:" && isLoopback(issuer.hostname))) {
    throw wrong("OIDC_ISSUER must be the https address of a provider.");
  }
  return { issuer, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET, name: OIDC_NAME || issuer.host };
}

/** How mail is sent, from SMTP_URL and MAIL_FROM; null where it is not. */
export function mailSettings(env: Env = process.env): MailSettings | null {
  const { SMTP_URL, MAIL_FROM } = env;
  if (!SMTP_URL) return null;
  if (!/^smtps?:\/\//u.test(SMTP_URL) || !URL.canParse(SMTP_URL)) {
    throw wrong(
      "SMTP_URL must be an address that begins with smtp: or smtps:, for example smtp://user:password@mail.example.org:587.",
    );
  }
  if (!MAIL_FROM) throw wrong("SMTP_URL needs MAIL_FROM, the address that mail comes from.");
  return { smtpUrl: SMTP_URL, from: MAIL_FROM };
}

/** The parts after "@" of the e-mail addresses whose owners may come in without an invitation, from ALLOWED_DOMAINS; lower case. */
export function allowedDomains(env: Env = process.env): string[] {
  const domains = (env.ALLOWED_DOMAINS ?? "").split(/[\s,]+/u).filter((domain) => domain !== "");
  const bad = domains.find((domain) => !/^[\p{L}\d-]+(\.[\p{L}\d-]+)+$/u.test(domain));
  if (bad === undefined) return domains.map((domain) => domain.toLowerCase());
  throw wrong(`ALLOWED_DOMAINS has domains like example.org, joined by commas, and not "${bad}".`);
}

/**
 * Looks at all of these settings, so that a wrong one is found when the server starts.
 *
 * @throws UserError `settings`
 */
export function checkWaysIn(env: Env = process.env): void {
  const isAsked = [providerSettings(env), mailSettings(env), ...allowedDomains(env)].some(
    (setting) => setting !== null,
  );
  // What we put into a link that is opened elsewhere must lead back to us.
  if (isAsked && !publicUrl(env) && !isLoopback(env.HOST || "127.0.0.1")) {
    throw wrong("OIDC_ISSUER and SMTP_URL need PUBLIC_URL, the address at which people open Concord.");
  }
}

function wrong(message: string): UserError {
  return new UserError("settings", message, 500);
}
