import { handler } from "@/app/_http/handler";
import { openApiDocument } from "@/lib/api/openapi";
import { config } from "@/lib/config";

/** The OpenAPI document of the REST API. It contains no personal data, so it is public. */
export const GET = handler({ access: "public" }, async () => openApiDocument(config().origin));
