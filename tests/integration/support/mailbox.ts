import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  to: string;
  /** Headers and text, with lines that belong together in one. */
  text: string;
}

export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;

/** Starts a real mail server on this machine, which keeps what comes. */
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
    /** What Concord is told of it. */
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "Concord <concord@example.org>" },
    /** The next mail that came, or will. */
    next: () =>
      new Promise<ReceivedMail>((resolve) => {
        const there = received.shift();
        if (there) resolve(there);
        else waiting.push(resolve);
      }),
    /** How many have come that nobody has asked for. */
    count: () => received.length,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Quoted-printable (RFC 2045, 6.7), as far as it is used for ASCII. */
function decode(raw: string): string {
  return raw
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/gu, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
