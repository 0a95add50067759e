import "server-only";
import { Client } from "pg";
import { log } from "../log";
import { type Database, urlOf } from "./database";
import { providerOf } from "./settings";

/** Until a connection that was lost is made again, in milliseconds. */
const RETRY = 1_000;

/** How long a connection may take to come, in milliseconds. */
const CONNECTION_TIMEOUT = 10_000;

/**
 * Hears the notices that others with the same PostgreSQL database send (NOTIFY). What was said while there was no connection is not
 * heard: whoever listens looks by themself now and then. An SQLite file has no notices.
 *
 * @param channel a lower-case name
 * @param hear is called for each notice, and whenever there is a connection again
 * @returns ends it
 */
export function onNotification(db: Database, channel: string, hear: () => void): () => void {
  const address = urlOf(db);
  if (providerOf(address) === "sqlite") return () => {};

  let client: Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  let hasEnded = false;

  const connect = async () => {
    // A notice comes of itself, so only a connection that is looked after shows that none is to come any more.
    const here = new Client({
      connectionString: address,
      connectionTimeoutMillis: CONNECTION_TIMEOUT,
      keepAlive: true,
      application_name: "concord notices",
    });
    client = here;
    const lose = () => {
      if (client !== here) return;
      client = null;
      if (!hasEnded) retry = setTimeout(() => void connect(), RETRY).unref();
    };
    here.on("error", (error) => log.warn({ err: error }, "the connection for notices was lost"));
    here.on("end", lose);
    here.on("notification", hear);
    try {
      await here.connect();
      await here.query(`LISTEN ${channel}`);
      hear();
    } catch (error) {
      log.warn({ err: error }, "there is no connection for notices");
      lose();
      await here.end().catch(() => {});
    }
  };
  void connect();

  return () => {
    hasEnded = true;
    clearTimeout(retry);
    void client?.end().catch(() => {});
  };
}
