import fc from "fast-check";

/** A schema as zod writes it for JSON (JSON Schema, draft 2020-12), as far as ours use it. */
export interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  format?: string;
  minimum?: number;
  maximum?: number;
}

const DEEP = 20_000;

/** Written out in JSON, since values so deep could not be made from it by recursion. */
export const DEEP_JSON = [`${"[".repeat(DEEP)}${"]".repeat(DEEP)}`, `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`];

/** Texts that have surprised programs: other ends, scripts, directions, halves of characters, other languages of machines. */
const ODD_TEXTS = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00\ud800",
  "\ufeff",
  "\u202e\u2066",
  "e\u0301".repeat(500),
  "\u{1d54f}".repeat(200),
  "👩‍👩‍👧‍👦".repeat(50),
  "İıſß",
  "a".repeat(100_000),
  "\n".repeat(10_000),
  "(".repeat(3_000),
  '"'.repeat(3_000),
  `${">".repeat(5_000)}a`,
  `${"[".repeat(2_000)}a`,
  "' OR 1=1 --",
  "{{7*7}}<%= 7*7 %>",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "%00%zz",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "1e999",
  "-1",
  "2147483648",
  "9007199254740993",
  "9999-12-31T23:59:59.999Z",
  "+275760-09-13T00:00:00.001Z",
];

const ODD_VALUES: unknown[] = [
  ...[null, true, false, [], {}, [[]], { constructor: 1 }, { toJSON: 1 }],
  ...[0, -0, -1, 0.5, 1e308, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, -(2 ** 63)],
];

export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 50 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 50 }) },
);

export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom<unknown>(...ODD_VALUES),
  fc.jsonValue(),
  fc.array(oddText, { maxLength: 300 }),
);

/**
 * Values that a schema admits, or nearly: what it says in words of its own (patterns, lengths) is left to chance.
 *
 * @param known what things of the world are called: ids, names of reports, tokens
 */
export function valuesOf(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> {
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((each) => valuesOf(each, known)));
  if (schema.allOf) return valuesOf(Object.assign({}, ...schema.allOf), known);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string":
      return textOf(schema, known);
    case "integer":
    case "number":
      return fc.oneof(
        fc.integer({
          min: Math.max(schema.minimum ?? -10, -(2 ** 31)),
          max: Math.min(schema.maximum ?? 1_000, 1_000_000),
        }),
        fc.constantFrom(2 ** 31, 2 ** 40, 2 ** 53 - 1),
      );
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(valuesOf(schema.items ?? {}, known), { maxLength: 5 });
    case "object": {
      const fields = Object.entries(schema.properties ?? {}).map(
        ([name, each]) => [name, valuesOf(each, known)] as const,
      );
      return fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] });
    }
    default:
      return oddValue;
  }
}

function textOf({ format }: JsonSchema, known: readonly string[]): fc.Arbitrary<string> {
  const named = fc.constantFrom(...known);
  if (format === "uuid") return fc.oneof(named, fc.uuid());
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === "email") return fc.emailAddress();
  return fc.oneof(named, fc.lorem({ maxCount: 5 }), oddText);
}

/** The value with one thing in it another: of another type, gone, or one that nobody asked for. */
export function broken(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return oddValue;
  const entries = Object.entries(value);
  const change = fc.tuple(fc.nat({ max: entries.length }), fc.constantFrom("other", "gone", "inner"), oddValue);
  return change.chain(([index, how, odd]) => {
    const [name, inner] = entries[index] ?? ["more", undefined];
    const others = entries.filter(([each]) => each !== name);
    if (how === "gone") return fc.constant(Object.fromEntries(others));
    const changed = how === "inner" ? broken(inner) : fc.constant(odd);
    return changed.map((each) => Object.fromEntries([...others, [name, each]]));
  });
}
