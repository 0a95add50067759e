import { handler } from "@/app/_http/handler";
import { importNotes } from "@/lib/exchange/import-service";
import { OF_IMPORTS } from "./spec";

/** Imports an annotation file. Either everything that can be imported is imported, or nothing. */
export const POST = handler(OF_IMPORTS, ({ db, actor, raw, say }) => importNotes(db, actor, raw, say));
