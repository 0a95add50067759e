import "server-only";
import { database } from "../db/own-database";
import { sessionSecret } from "../db/session-secret";
import { troubleOf } from "../db/trouble";

/** What the doors of the app need before they can ask anything of a room. They may not open lib/db themselves. */
export { database, sessionSecret, troubleOf };
