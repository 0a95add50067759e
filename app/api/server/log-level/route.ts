import { handler } from "@/app/_http/handler";
import { authorize } from "@/lib/accounts/policy";
import { chooseLogLevel } from "@/lib/operations/log-level";
import { logLevelChange } from "@/lib/operations/schemas";

/** Sets the log level of all instances for an hour. */
export const PUT = handler({ access: "member", body: logLevelChange }, async ({ db, actor, body: { level } }) => {
  await chooseLogLevel(db, authorize(actor, "server.change", null), level);
  return { level };
});
