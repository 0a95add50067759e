import { z } from "zod";
import { currentLibrary } from "@/lib/library/library";
import { handler } from "../handler";

const query = z.object({
  q: z.string().max(1000),
  limit: z.coerce.number().int().min(1).max(1000).default(20),
});

/** Searches all reports. */
export const GET = handler({ query }, async ({ query: { q, limit } }) =>
  (await currentLibrary()).search.search(q, { limit }),
);
