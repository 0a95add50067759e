import { UserError } from "@/lib/errors";

/** nginx's status for a client that closed the connection before the response. */
const GONE = 499;

/** The error for a request whose client has disconnected. It isn't sent to anyone, and isn't a bug. */
export const cancelled = () => new UserError("cancelled", "The request was cancelled.", GONE);
