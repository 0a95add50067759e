import { UserError } from "@/lib/errors";

/** Code of nginx for a client that has gone before it was answered. */
const GONE = 499;

/** What a request ends with whose client has gone. Nobody reads it, and it is no error of ours. */
export const cancelled = () => new UserError("cancelled", "The request was cancelled.", GONE);
