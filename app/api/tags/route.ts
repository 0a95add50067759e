import { listTags } from "@/lib/annotations/tag-service";
import { handler } from "../handler";

/** The tags on what the person may see, the commonest first. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listTags(db, actor));
