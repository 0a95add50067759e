import { handler } from "@/app/_http/handler";
import { previewImport } from "@/lib/exchange/import-service";
import { OF_IMPORTS } from "../spec";

/** Says what would become of a file of annotations, and stores nothing. */
export const POST = handler(OF_IMPORTS, ({ db, actor, raw }) => previewImport(db, actor, raw));
