import { handler } from "@/app/_http/handler";
import { config } from "@/lib/config";
import { exportNotes } from "@/lib/exchange/export-service";
import { UNPLACED_HEADER } from "@/lib/exchange/formats";
import { EXPORT_TIME, exportQuery } from "@/lib/exchange/schemas";
import { askedOf } from "../asked";

/** Exports all highlights and notes that the user can see and that match the filters. */
export const GET = handler(
  { access: "member", scope: "read", cost: "heavy", query: exportQuery, isCompressed: false, timeLimit: EXPORT_TIME },
  async ({ db, actor, query, request }) => {
    const { format, ids, ...asked } = query;
    const origin = config().origin;
    const { pathname, search } = new URL(request.url);
    const address = `${origin}${pathname}${search}`;
    const found = { ...askedOf(asked), ids };
    const { name, type, body, unplaced } = await exportNotes(db, actor, found, format, { origin, address });
    return new Response(body, {
      headers: {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${name}"`,
        ...(unplaced !== null && { [UNPLACED_HEADER]: String(unplaced) }),
      },
    });
  },
);
