import { handler } from "@/app/_http/handler";
import { openApiDocument } from "@/lib/api/openapi";
import { config } from "@/lib/config";

/** The document of the REST API. It says nothing of anybody, so anybody may read it. */
export const GET = handler({ access: "public" }, async () => openApiDocument(config().origin));
