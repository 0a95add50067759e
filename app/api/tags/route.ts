import { handler } from "@/app/_http/handler";
import { listTags } from "@/lib/annotations/highlights/tag-service";

/** Lists the tags that the user can see, most frequent first. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listTags(db, actor));
