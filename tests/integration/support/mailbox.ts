import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  to: string;
  /** Headers and text, with folded lines joined. */
  text: string;
}

export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;

/** Starts a real mail server on this machine, which keeps the messages that it receives. */
export async function startMailbox() {
  const received: ReceivedMail[] = [];
  const waiting: ((mail: ReceivedMail) => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, { envelope }, done) {
      void text(stream).then((raw) => {
        const mail = { to: envelope.rcptTo.map(({ address }) => address).join(), text: decode(raw) };
        const waiter = waiting.shift();
        if (waiter) waiter(mail);
        else received.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    /** Concord's settings for this mail server. */
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "Concord <concord@example.org>" },
    /** The next message, whether it has already arrived or is still to come. */
    next: () =>
      new Promise<ReceivedMail>((resolve) => {
        const there = received.shift();
        if (there) resolve(there);
        else waiting.push(resolve);
      }),
    /** The number of messages that have been received but not yet returned by `next`. */
    count: () => received.length,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Decodes quoted-printable text (RFC 2045, 6.7), as far as it is used for ASCII. */
function decode(raw: string): string {
  return raw
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/gu, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
