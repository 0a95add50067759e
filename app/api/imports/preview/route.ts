import { handler } from "@/app/_http/handler";
import { previewImport } from "@/lib/exchange/import-service";
import { OF_IMPORTS } from "../spec";

/** Previews the import of an annotation file, without storing anything. */
export const POST = handler(OF_IMPORTS, ({ db, actor, raw, say }) => previewImport(db, actor, raw, say));
