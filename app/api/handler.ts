import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { UserError } from "@/lib/errors";

interface Spec<Query, Params> {
  /** What the address asks for after "?". */
  query?: z.ZodType<Query>;
  /** The named parts of the path. */
  params?: z.ZodType<Params>;
}

interface Call<Query, Params> {
  query: Query;
  params: Params;
  request: Request;
}

/**
 * Wraps every route handler: gives the request an id, parses what came, and answers errors in one form,
 * `{error: {code, message, requestId}}`. What is not a `UserError` is a bug: it is logged with the id that the person sees.
 *
 * @param run returns a `Response`, or a value to be sent as JSON
 */
export function handler<Query = undefined, Params = undefined>(
  spec: Spec<Query, Params>,
  run: (call: Call<Query, Params>) => Promise<unknown>,
) {
  return async (request: Request, context: { params: Promise<unknown> }): Promise<Response> => {
    const requestId = randomUUID();
    const response = await answer(spec, run, request, context).catch((error: unknown) => failure(error, requestId));
    response.headers.set("X-Request-Id", requestId);
    return response;
  };
}

async function answer<Query, Params>(
  spec: Spec<Query, Params>,
  run: (call: Call<Query, Params>) => Promise<unknown>,
  request: Request,
  context: { params: Promise<unknown> },
): Promise<Response> {
  const query = parse(spec.query, Object.fromEntries(new URL(request.url).searchParams));
  const params = parse(spec.params, await context.params);
  const result = await run({ query, params, request });
  return result instanceof Response
    ? result
    : Response.json(result, { headers: { "Cache-Control": "private, no-cache" } });
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (!schema) return undefined as T;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new UserError("bad-request", `The request is not of the expected form. ${problems.join("; ")}.`);
}

function failure(error: unknown, requestId: string): Response {
  const known = error instanceof UserError;
  if (!known) console.error(`request ${requestId}`, error);
  const { code, message, status } = known
    ? error
    : { code: "internal", message: "Something went wrong on our side.", status: 500 };
  return Response.json({ error: { code, message, requestId } }, { status });
}
