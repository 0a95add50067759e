import { handler } from "@/app/_http/handler";
import { listColourNames } from "@/lib/annotations/highlights/colour-names";

/** What the team calls the colours of highlights. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listColourNames(db, actor));
