import "server-only";
import { Client } from "pg";
import { log } from "../log";
import { type Database, urlOf } from "./database";
import { providerOf } from "./settings";

/** Delay before reconnecting, in milliseconds. */
const RETRY = 1_000;

/** Timeout for connecting, in milliseconds. */
const CONNECTION_TIMEOUT = 10_000;

/**
 * Subscribes to notifications from other clients of the same PostgreSQL database (NOTIFY). Notifications sent while
 * disconnected are lost, so subscribers must also poll from time to time. Does nothing on SQLite.
 *
 * @param channel a lower-case name
 * @param hear called for each notification, and after every reconnection
 * @returns a function that unsubscribes
 */
export function onNotification(db: Database, channel: string, hear: () => void): () => void {
  const address = urlOf(db);
  if (providerOf(address) === "sqlite") return () => {};

  let client: Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  let hasEnded = false;

  const connect = async () => {
    // The connection only receives, so a dead peer would go unnoticed without keepalive.
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
    here.on("error", (error) => log.warn({ err: error }, "the connection for notifications was lost"));
    here.on("end", lose);
    here.on("notification", hear);
    try {
      await here.connect();
      await here.query(`LISTEN ${channel}`);
      hear();
    } catch (error) {
      log.warn({ err: error }, "the connection for notifications could not be opened");
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
