import { z } from "zod";
import { LIBRARY_HITS } from "@/app/query-in-address";
import { currentLibrary } from "@/lib/library/library";
import { handler } from "../handler";

const query = z.object({
  q: z.string().max(1000),
  limit: z.coerce.number().int().min(1).max(1000).default(LIBRARY_HITS),
});

/** Searches all reports. */
export const GET = handler({ access: "member", query }, async ({ query: { q, limit } }) =>
  (await currentLibrary()).search.search(q, { limit }),
);
