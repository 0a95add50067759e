import { handler } from "@/app/_http/handler";
import { config } from "@/lib/config";
import { exportNotes } from "@/lib/exchange/export-service";
import { exportQuery } from "@/lib/exchange/schemas";
import { askedOf } from "../asked";

/** Exports all highlights and notes that the user can see and that match the filters. */
export const GET = handler(
  { access: "member", scope: "read", cost: "heavy", query: exportQuery, isCompressed: false },
  async ({ db, actor, query, request }) => {
    const { format, ids, ...asked } = query;
    const origin = config().origin;
    const { pathname, search } = new URL(request.url);
    const address = `${origin}${pathname}${search}`;
    const { name, type, body } = await exportNotes(db, actor, { ...askedOf(asked), ids }, format, { origin, address });
    return new Response(body, {
      headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` },
    });
  },
);
