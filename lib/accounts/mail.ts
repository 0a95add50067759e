import "server-only";
import { createTransport } from "nodemailer";
import { config, type MailSettings } from "../config";
import { processSingleton } from "../process-singleton";

/** Timeout for each response from the mail server, in milliseconds. */
const PATIENCE = 20_000;

/** A plain-text email. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The emails of this process since it started. */
interface MailCounts {
  sent: number;
  failed: number;
  /** The last failure, with a code of nodemailer or Node.js, such as "ECONNECTION"; null if there was none. */
  lastFailure: { at: Date; code: string } | null;
}

/** What has become of the emails of this process since it started. */
export function mailCounts(): MailCounts {
  return processSingleton("mails", () => ({ sent: 0, failed: 0, lastFailure: null }));
}

/**
 * Sends an email. Error messages never include the settings, which contain the mail server's name, account and
 * password.
 */
export async function sendMail({ smtpUrl, from }: MailSettings, { to, subject, text }: Mail): Promise<void> {
  const timeouts = { connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE };
  const transport = createTransport({ url: smtpUrl, ...timeouts }, { from });
  try {
    // The address goes in a separate field, so that it is never parsed as a list of addresses.
    await transport.sendMail({ to: { name: "", address: to }, subject, text });
    mailCounts().sent += 1;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "EUNKNOWN";
    mailCounts().failed += 1;
    mailCounts().lastFailure = { at: new Date(), code };
    throw error;
  } finally {
    transport.close();
  }
}

/** Sends an email about a person's account, if this instance sends email. */
export async function sendNotice(to: string, mail: Omit<Mail, "to">): Promise<void> {
  const settings = config().mail;
  if (settings) await sendMail(settings, { to, ...mail });
}
