import { listColourNames } from "@/lib/annotations/colour-names";
import { handler } from "../handler";

/** What the team calls the colours of highlights. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listColourNames(db, actor));
