import { handler } from "@/app/_http/handler";
import { nameColour } from "@/lib/annotations/highlights/colour-names";
import { colourName, colourParams } from "@/lib/annotations/schemas";

/** Names a colour for the whole team. If no name is given, the default name is restored. */
export const PUT = handler(
  { access: "member", params: colourParams, body: colourName },
  ({ db, actor, params: { colour }, body: { name } }) => nameColour(db, actor, colour, name),
);
