import { handler } from "@/app/_http/handler";
import { importNotes } from "@/lib/exchange/import-service";
import { OF_IMPORTS } from "./spec";

/** Imports a file of annotations: all that can be, or nothing. */
export const POST = handler(OF_IMPORTS, ({ db, actor, raw }) => importNotes(db, actor, raw));
