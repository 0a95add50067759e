import { cache } from "react";
import { database } from "@/lib/accounts/entrance";
import { sharedPassage } from "@/lib/sharing/passage";

/** What a link to a passage shows. Looked up once for a page and its metadata. */
export const passageOf = cache(async (token: string) => sharedPassage(await database(), token));
