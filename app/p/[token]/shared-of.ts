import { cache } from "react";
import { database } from "@/lib/accounts/entrance";
import { whatIsShared } from "@/lib/sharing/shared";

/** What a link shows. Looked up once for a page and its metadata. */
export const sharedOf = cache(async (token: string) => whatIsShared(await database(), token));
