import { handler } from "@/app/_http/handler";
import { listColourNames } from "@/lib/annotations/highlights/colour-names";

/** Returns the team's names for the highlight colours. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listColourNames(db, actor));
