import { handler } from "@/app/_http/handler";
import { listActivity } from "@/lib/annotations/live/activity";
import { activityQuery } from "@/lib/annotations/live/live-schemas";
import { reportParams } from "@/lib/annotations/schemas";

/** Lists the activity that the user can see in a report, latest first. */
export const GET = handler(
  { access: "member", params: reportParams, query: activityQuery },
  ({ db, actor, params: { slug }, query: { before } }) => listActivity(db, actor, slug, before ?? null),
);
