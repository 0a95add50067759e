import { handler } from "@/app/_http/handler";
import { importNotes } from "@/lib/exchange/import-service";
import { OF_IMPORTS } from "./spec";

/** Imports everything that can be imported from an annotation file. If the request fails, nothing has been imported. */
export const POST = handler(OF_IMPORTS, ({ db, actor, raw, say }) => importNotes(db, actor, raw, say));
