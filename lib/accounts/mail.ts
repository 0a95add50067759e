import "server-only";
import { createTransport } from "nodemailer";
import type { MailSettings } from "../config";

/** How long a mail server may take to say anything, in milliseconds. */
const PATIENCE = 20_000;

/** A mail of plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends a mail. A name of a mail server, an account and a password stand in the settings; they are in no error's message. */
export async function sendMail({ smtpUrl, from }: MailSettings, { to, subject, text }: Mail): Promise<void> {
  const timeouts = { connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE };
  const transport = createTransport({ url: smtpUrl, ...timeouts }, { from });
  try {
    // The address as a value of its own: nothing in it is read as a list of several.
    await transport.sendMail({ to: { name: "", address: to }, subject, text });
  } finally {
    transport.close();
  }
}
