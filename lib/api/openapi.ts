/** The OpenAPI document of REST v1, generated from the schemas that the handlers use. */

import { z } from "zod";
import { OPERATIONS, type Operation } from "./operations";
import * as schemas from "./schemas";

/** A JSON Schema, draft 2020-12, as used by OpenAPI 3.1. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  [key: string]: unknown;
}

export interface Parameter {
  name: string;
  in: "query" | "path" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

interface Content {
  content?: { "application/json": { schema: JsonSchema; example?: object } };
}

export interface ApiResponse extends Content {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
}

export interface DescribedOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: Content & { required: true };
  responses: Record<string, ApiResponse | { $ref: string }>;
}

export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, DescribedOperation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, ApiResponse>;
    securitySchemes: Record<string, { type: string; scheme: string; description: string }>;
  };
}

const VERSION = "1";

export const DESCRIPTION = [
  "Search the reports, read them, and read and write highlights, notes and links to passages, as the person whose API token it is.",
  "Make a token in the app, under Settings, and send it with every request, as `Authorization: Bearer YOUR_TOKEN`. A token with the scope `read` reads; one with `write` changes.",
  "Lists come in pages: send `next` of an answer as `cursor` for the rest.",
  "What is changed is to be as you have seen it: send the `ETag` that came with it as `If-Match`.",
  "With an `Idempotency-Key`, a UUID of your own, a request may be sent again without being done twice.",
  "Who asks too fast is answered with 429, and with `Retry-After`, in seconds.",
].join("\n\n");

/** Named schemas: response schemas by their output type, request schemas by their input type. */
const NAMED = {
  output: {
    Error: schemas.errorAnswer,
    Note: schemas.note,
    NoteList: schemas.noteList,
    Report: schemas.report,
    ReportList: schemas.reportList,
    SearchAnswer: schemas.searchAnswer,
    Share: schemas.share,
    ShareList: schemas.shareList,
    MadeShare: schemas.madeShare,
  },
  input: { NewNote: schemas.newNote, NoteChange: schemas.noteChange, NewShare: schemas.newApiShare },
} as const;

const EVERY_ERROR = [400, 401, 403, 429];

const ERRORS: Readonly<Record<number, { name: string; description: string; headers?: readonly Header[] }>> = {
  304: { name: "NotModified", description: "It is as you have seen it.", headers: ["ETag"] },
  400: { name: "BadRequest", description: "The request is not of the expected form." },
  401: {
    name: "Unauthorized",
    description: "The token is missing, unknown, expired or revoked.",
    headers: ["WWW-Authenticate"],
  },
  403: { name: "Forbidden", description: "The token lacks the scope, or the person's role does not allow it." },
  404: { name: "NotFound", description: "It is not there, or not for this person to see." },
  409: { name: "Conflict", description: "It cannot be done to what is there, or was done already." },
  412: { name: "PreconditionFailed", description: "It has changed since you have seen it. Nothing was changed." },
  413: { name: "TooLarge", description: "The request is larger than 256 KB." },
  415: { name: "UnsupportedType", description: "The request is not sent as application/json." },
  422: {
    name: "PassageNotFound",
    description: "The words of the passage stand nowhere in the text, or in several places.",
  },
  428: { name: "PreconditionRequired", description: "If-Match is missing." },
  429: { name: "TooFast", description: "Too many requests at once.", headers: ["Retry-After"] },
};

const HEADERS = {
  ETag: "Names what the answer says; another text has another.",
  Location: "The address of what was made.",
  "Retry-After": "After how many seconds it is worth trying again.",
  "WWW-Authenticate": "What is wrong with the token (RFC 6750).",
  "If-Match": "The ETag of what you have seen; * for whatever stands there.",
  "If-None-Match": "The ETag of what you have: 304 where it is the same.",
  "Idempotency-Key": "A UUID that names the request: sent again, it is not done twice.",
} as const;
type Header = keyof typeof HEADERS;

const TEXT: JsonSchema = { type: "string" };

/** @param origin the public origin of this instance */
export function openApiDocument(origin: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: described(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Concord", version: VERSION, description: DESCRIPTION },
    servers: [{ url: origin }],
    tags: [...new Set(OPERATIONS.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...namedSchemas("output"), ...namedSchemas("input") },
      responses: Object.fromEntries(
        Object.entries(ERRORS).map(([status, { name, description, headers = [] }]) => [
          name,
          { description, ...headersOf(headers), ...(status === "304" ? {} : contentOf({ $ref: refTo("Error") })) },
        ]),
      ),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token, made under Settings." },
      },
    },
  };
}

function described({
  id,
  group,
  summary,
  description,
  takes,
  headers,
  answer,
  errors,
  example,
}: Operation): DescribedOperation {
  const { query, params, body, scope } = takes;
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description !== "" && { description }),
    security: [{ token: [scope] }],
    parameters: [
      ...(params ? parametersOf(params, "path") : []),
      ...(query ? parametersOf(query, "query") : []),
      ...headers.map(headerParameter),
    ],
    ...(body && { requestBody: { required: true, ...contentOf(refOf(body), example.body) } }),
    responses: Object.fromEntries([
      [
        answer.status,
        {
          description: answer.description,
          ...headersOf((answer.headers ?? []) as Header[]),
          ...(answer.body && contentOf(refOf(answer.body))),
        },
      ],
      ...[...EVERY_ERROR, ...errors].map((status) => [
        status,
        { $ref: `#/components/responses/${ERRORS[status]!.name}` },
      ]),
    ]),
  };
}

function headerParameter(name: Header): Parameter {
  const isKey = name === "Idempotency-Key";
  return {
    name,
    in: "header",
    required: name === "If-Match",
    description: HEADERS[name],
    schema: isKey ? { type: "string", format: "uuid" } : TEXT,
  };
}

function parametersOf(schema: z.ZodType, place: "path" | "query"): Parameter[] {
  const { properties = {}, required = [] } = asJson(z.toJSONSchema(schema, { io: "input" }));
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

function headersOf(names: readonly Header[]): Pick<ApiResponse, "headers"> {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, { description: HEADERS[name], schema: TEXT }])) };
}

function contentOf(schema: JsonSchema, example?: object): Content {
  return { content: { "application/json": { schema, ...(example && { example }) } } };
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function refOf(schema: z.ZodType): JsonSchema {
  const named = Object.entries<z.ZodType>({ ...NAMED.output, ...NAMED.input }).find(([, each]) => each === schema);
  if (!named) throw new Error("A schema of an operation has no name in the document.");
  return { $ref: refTo(named[0]) };
}

function namedSchemas(io: keyof typeof NAMED): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries<z.ZodType>(NAMED[io])) registry.add(schema, { id });
  const { schemas: made } = z.toJSONSchema(registry, { uri: refTo, io });
  return Object.fromEntries(Object.entries(made).map(([name, schema]) => [name, asJson(schema)]));
}

/** Removes `$schema` and `$id`, which the document defines elsewhere. */
function asJson({
  $schema: _draft,
  $id: _address,
  ...schema
}: object & { $schema?: unknown; $id?: unknown }): JsonSchema {
  return schema;
}
