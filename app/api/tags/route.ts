import { handler } from "@/app/_http/handler";
import { listTags } from "@/lib/annotations/highlights/tag-service";

/** The tags on what the person may see, the commonest first. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listTags(db, actor));
