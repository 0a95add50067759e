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
  "Search and read reports, and read and write highlights, notes and links to passages. Each request acts as the owner of its API token.",
  "Create a token in the app, under Settings, and send it with every request as `Authorization: Bearer YOUR_TOKEN`. The `read` scope allows reading, and the `write` scope allows changes.",
  "Lists are paginated. To get the next page, send the value of `next` from the response as `cursor`.",
  "To change an item, send the `ETag` you received with it as `If-Match`. The request is rejected if the item has changed since then.",
  "To retry a request safely, send a UUID of your choice as `Idempotency-Key`. A request with the same key is never carried out twice.",
  "If you send too many requests, the response is 429, with `Retry-After` in seconds.",
].join("\n\n");

/** Named schemas. Response schemas describe the output type, and request schemas the input type. */
const NAMED = {
  output: {
    Error: schemas.errorAnswer,
    Note: schemas.note,
    NoteList: schemas.noteList,
    Report: schemas.report,
    ReportAccess: schemas.reportAccess,
    Archiving: schemas.archiving,
    ReportList: schemas.reportList,
    SearchAnswer: schemas.searchAnswer,
    Share: schemas.share,
    ShareList: schemas.shareList,
    MadeShare: schemas.madeShare,
  },
  input: {
    NewNote: schemas.newNote,
    NoteChange: schemas.noteChange,
    NewShare: schemas.newApiShare,
    AccessChange: schemas.accessChange,
  },
} as const;

const EVERY_ERROR = [400, 401, 403, 429];

const ERRORS: Readonly<Record<number, { name: string; description: string; headers?: readonly Header[] }>> = {
  304: {
    name: "NotModified",
    description: "The item has not changed since the version in If-None-Match.",
    headers: ["ETag"],
  },
  400: { name: "BadRequest", description: "The request is not valid." },
  401: {
    name: "Unauthorized",
    description: "The token is missing, invalid, expired or revoked.",
    headers: ["WWW-Authenticate"],
  },
  403: {
    name: "Forbidden",
    description: "The token doesn’t have the required scope, or its owner’s role doesn’t allow this.",
  },
  404: { name: "NotFound", description: "The item doesn’t exist, or isn’t visible to the owner of the token." },
  409: {
    name: "Conflict",
    description: "The request conflicts with the current state, or has already been carried out.",
  },
  412: {
    name: "PreconditionFailed",
    description: "The item has changed since the version in If-Match. Nothing was saved.",
  },
  413: { name: "TooLarge", description: "The request is larger than 256 KB." },
  415: { name: "UnsupportedType", description: "The request body is not application/json." },
  422: {
    name: "PassageNotFound",
    description: "The quote doesn’t occur in the text, or occurs more than once.",
  },
  428: { name: "PreconditionRequired", description: "If-Match is missing." },
  429: { name: "TooFast", description: "Too many requests.", headers: ["Retry-After"] },
};

const HEADERS = {
  ETag: "Identifies this version of the response.",
  Location: "URL of the created item.",
  "Retry-After": "Seconds to wait before trying again.",
  "WWW-Authenticate": "The reason why the token was refused (RFC 6750).",
  "If-Match": "The ETag of the version you want to change, or * for any version.",
  "If-None-Match": "The ETag of the version you have. The response is 304 if that version is still current.",
  "Idempotency-Key": "A UUID that identifies the request, so that a retry is not carried out twice.",
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
        token: { type: "http", scheme: "bearer", description: "An API token, created under Settings." },
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
  if (!named) throw new Error("A schema used by an operation has no name in the document.");
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
