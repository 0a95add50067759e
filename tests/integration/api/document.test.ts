import { readdirSync } from "node:fs";
import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeEach, describe, expect, it } from "vitest";
import { openApiDocument } from "@/lib/api/openapi";
import { root } from "@/lib/cli/root.mjs";
import { serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { markdownOf, SLUG, storeReport } from "../support/reports";
import { type Answer, type Asked, ask, ORIGIN, tokenOf } from "./support";

const DOCUMENT = openApiDocument(ORIGIN);
const OPERATIONS = Object.entries(DOCUMENT.paths).flatMap(([address, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ address, method: method.toUpperCase(), operation })),
);
type Described = (typeof OPERATIONS)[number];

const routeOf = ({ address }: Pick<Described, "address">) => address.replaceAll("{", "[").replaceAll("}", "]");

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: "https://concord.example/openapi", ...DOCUMENT });

/** Validates a value against the part of the document at a JSON pointer, and returns the errors. */
function problemsAt(place: readonly string[], value: unknown): unknown {
  const pointer = place.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  const validate = ajv.compile({ $ref: `https://concord.example/openapi#/${pointer}` });
  validate(value);
  return validate.errors ?? [];
}

const JSON_SCHEMA = ["content", "application/json", "schema"];

function problemsOfAnswer({ address, method, operation }: Described, { status, body }: Answer): unknown {
  const said = operation.responses[status];
  if (!said) return `${status} is not in the document`;
  const place =
    "$ref" in said ? said.$ref.slice(2).split("/") : ["paths", address, method.toLowerCase(), "responses", `${status}`];
  const hasBody = "$ref" in said ? true : said.content !== undefined;
  return hasBody ? problemsAt([...place, ...JSON_SCHEMA], body) : body === null ? [] : "there is a body";
}

describe("the OpenAPI document", () => {
  it("is valid", async () => {
    const { valid, errors } = await new Validator().validate(
      structuredClone(DOCUMENT) as object as Record<string, unknown>,
    );
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it("includes every route of the API, with its methods", async () => {
    const folder = path.join(root, "app/api/v1");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith("route.ts"),
    );
    const there = await Promise.all(
      files.map(async (file) => {
        const module: object = await import(path.join(folder, file));
        return Object.keys(module).map((method) => `${method} /api/v1/${path.dirname(file)}`);
      }),
    );
    const told = OPERATIONS.map((each) => `${each.method} ${routeOf(each)}`);
    expect(told.sort()).toEqual(there.flat().sort());
  });

  it("describes each operation and its errors", () => {
    for (const { address, method, operation } of OPERATIONS) {
      expect(operation.summary).toMatch(/^\p{Lu}.*[^.]$/u);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["400", "401", "403", "429"]));
      const example = operation.requestBody?.content?.["application/json"].example;
      if (operation.requestBody) {
        const place = ["paths", address, method.toLowerCase(), "requestBody", ...JSON_SCHEMA];
        expect(problemsAt(place, example)).toEqual([]);
      }
      const changes = operation.security[0]?.token?.[0] === "write";
      if (operation.parameters.some(({ name }) => name === "If-Match")) expect(changes).toBe(true);
    }
  });
});

describe("the request schemas", () => {
  const share = ["components", "schemas", "NewShare"];
  const passage = { report: SLUG, passage: { quote: "grain" } };
  const id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  it.each<[string, readonly string[], object, boolean]>([
    ["a link to a note", share, { note: id }, true],
    ["a link to a passage", share, passage, true],
    ["a link to nothing", share, {}, false],
    ["a link to a note and a passage", share, { note: id, ...passage }, false],
    ["a link to a note with a report", share, { note: id, report: SLUG }, false],
    ["a link to a passage without a report", share, { passage: passage.passage }, false],
    ["a note in a colour", ["components", "schemas", "NewNote"], { ...passage, colour: 4 }, true],
    ["a note with an empty colour", ["components", "schemas", "NewNote"], { ...passage, colour: 5 }, false],
    ["a note with a shortened colour name", ["components", "schemas", "NewNote"], { ...passage, colour: 1.5 }, false],
    ["an unknown colour", ["components", "schemas", "NoteChange"], { colour: 0 }, false],
    ["a group without a visibility", ["components", "schemas", "NoteChange"], { groupId: id }, false],
  ])("%s", (_, place, body, isTaken) => {
    expect(problemsAt(place, body)).toEqual(isTaken ? [] : expect.arrayContaining([expect.anything()]));
  });

  it("accept the four colours, in query strings too", () => {
    const found = OPERATIONS.find(({ operation }) => operation.operationId === "listNotes");
    const colour = found?.operation.parameters.find(({ name }) => name === "colour");
    expect(colour?.schema).toMatchObject({ type: "integer", enum: [1, 2, 3, 4] });
  });
});

describeDatabases("every operation of the document", (context) => {
  const shelf = useContentFolder();
  const paragraphs = [
    "# Trade",
    "<!-- page 7 -->",
    "Barges carry grain from the four harbours.",
    "[^1]: Grain is rye.",
  ];
  let ann: Caller;
  let token = "";

  beforeEach(async () => {
    serve(context.db());
    await shelf.put(SLUG, markdownOf(...paragraphs));
    await storeReport(context.db(), ...paragraphs);
    ann = await makeCaller(context.db(), "annotator", "Ann");
    token = await tokenOf(context.db(), ann);
  });

  const call = (id: string, asked: Asked) => {
    const found = OPERATIONS.find(({ operation }) => operation.operationId === id);
    if (!found) throw new Error(`There is no operation ${id}.`);
    const { address, method, operation } = found;
    if (operation.requestBody) {
      const place = ["paths", address, method.toLowerCase(), "requestBody", ...JSON_SCHEMA];
      expect([id, problemsAt(place, asked.body)]).toEqual([id, []]);
    }
    return ask(token, method, routeOf(found), asked).then((answer) => ({ ...answer, found }));
  };

  it("is public", async () => {
    const { status, body } = await ask(null, "GET", "/api/openapi.json");
    expect([status, body]).toEqual([200, JSON.parse(JSON.stringify(DOCUMENT))]);
  });

  it("returns responses as described", async () => {
    const called = new Set<string>();
    const check = async (id: string, status: number, asked: Asked = {}) => {
      const answer = await call(id, asked);
      called.add(id);
      expect([id, answer.status]).toEqual([id, status]);
      expect([id, problemsOfAnswer(answer.found, answer)]).toEqual([id, []]);
      for (const name of Object.keys(headersIn(answer.found, status)))
        expect([id, answer.headers.has(name)]).toEqual([id, true]);
      return answer;
    };
    const headersIn = ({ operation }: Described, status: number) => {
      const said = operation.responses[status];
      return (said && "headers" in said && said.headers) || {};
    };

    const passage = { quote: "carry grain", prefix: "Barges " };
    const made = await check("createNote", 201, {
      body: { report: SLUG, passage, visibility: "team", tags: ["grain"], text: "A *note*" },
    });
    const { id } = made.body as { id: string };
    await check("createNote", 201, { body: { report: SLUG, passage: { quote: "rye" } } });
    const read = await check("getNote", 200, { params: { id } });
    await check("listNotes", 200, { query: { tag: "grain", limit: "1" } });
    await check("search", 200, { query: { q: "grain" } });
    await check("search", 200, { query: { q: "grian zzzzqq", limit: "1" } });
    await check("listReports", 200);
    await check("getReport", 200, { params: { slug: SLUG } });
    await check("getReportAccess", 403, { params: { slug: SLUG } });
    const access = { version: 1, audience: "team", people: [], groups: [] };
    await check("setReportAccess", 403, { params: { slug: SLUG }, body: access });
    await check("archiveReport", 403, { params: { slug: SLUG } });
    await check("unarchiveReport", 403, { params: { slug: SLUG } });
    await check("restoreReport", 403, { params: { slug: SLUG } });
    const ifMatch = { "if-match": read.headers.get("etag") ?? "" };
    await check("changeNote", 200, { params: { id }, headers: ifMatch, body: { resolved: true, tags: [], colour: 2 } });
    await check("changeNote", 412, { params: { id }, headers: ifMatch, body: { text: "Late" } });
    await check("deleteNote", 428, { params: { id } });
    const shared = await check("createShare", 201, { body: { note: id, notesOf: [ann.actor.id], days: 7 } });
    const share = { params: { id: (shared.body as { share: { id: string } }).share.id } };
    await check("listShares", 200);
    await check("getShare", 200, share);
    await check("revokeShare", 200, share);
    await check("createNote", 422, { body: { report: SLUG, passage: { quote: "nowhere" } } });
    await check("createNote", 404, { body: { report: "none", passage: { quote: "grain" } } });
    await check("getNote", 400, { params: { id: "x" } });
    await check("deleteNote", 204, { params: { id }, headers: { "if-match": "*" } });
    await check("getNote", 404, { params: { id } });
    token = await tokenOf(context.db(), await makeCaller(context.db(), "editor", "Ed"));
    await check("archiveReport", 200, { params: { slug: SLUG } });
    await check("unarchiveReport", 200, { params: { slug: SLUG } });
    await check("restoreReport", 204, { params: { slug: SLUG } });
    await check("archiveReport", 404, { params: { slug: "none" } });
    token = await tokenOf(context.db(), ann, ["read"]);
    await check("createNote", 403, { body: { report: SLUG, passage } });
    token = "concord_unknown";
    await check("listNotes", 401);
    expect([...called].sort()).toEqual(OPERATIONS.map(({ operation }) => operation.operationId).sort());
  });
});
