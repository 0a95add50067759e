import { UserError } from "@/lib/errors";

/** The error for a request whose client has disconnected. It isn't sent to anyone, and isn't a bug. */
export const cancelled = () => new UserError("cancelled");
