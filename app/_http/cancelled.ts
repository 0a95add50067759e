import { UserError } from "@/lib/errors";

/** The error for a request whose client has disconnected. It isn't sent to anyone, and it doesn't indicate a bug. */
export const cancelled = () => new UserError("cancelled");
