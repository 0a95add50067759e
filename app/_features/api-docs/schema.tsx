import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Translate } from "@/app/_messages/translate";
import type { JsonSchema } from "@/lib/api/openapi";
import { Prose } from "./code";

/** The element id of a named schema. */
export function idOfSchema(name: string): string {
  return `schema-${name}`;
}

/** An object schema's properties as a list; for other schemas, the type. */
export function Fields({ schema }: { schema: JsonSchema }) {
  if (!schema.properties) return <Type schema={schema} />;
  return (
    <FieldList>
      {Object.entries(schema.properties).map(([name, property]) => (
        <Field
          key={name}
          name={name}
          isRequired={schema.required?.includes(name) ?? false}
          schema={property}
          description={property.description}
        />
      ))}
    </FieldList>
  );
}

export function FieldList({ children }: { children: ReactNode }) {
  return <dl className="mt-2 divide-y divide-line border-line border-y">{children}</dl>;
}

interface FieldProps {
  name: string;
  isRequired: boolean;
  schema: JsonSchema;
  description: string | undefined;
}

/** A property with its type and description. */
export function Field({ name, isRequired, schema, description }: FieldProps) {
  const t = useTranslations();
  const inner = objectIn(schema);
  const isDefault = schema.default !== undefined && schema.default !== "";
  return (
    <div className="py-2">
      <dt className="break-words">
        <code className="font-semibold">{name}</code>
        <span className="text-muted text-small">
          {" "}
          <Type schema={schema} />
          {!isRequired && `, ${t("apiDocs.optional")}`}
          {isDefault && `, ${t("apiDocs.otherwise", { value: JSON.stringify(schema.default) })}`}
        </span>
      </dt>
      <dd>
        {description && <Prose text={description} isClose />}
        {inner && (
          <div className="mt-1 ml-4">
            <Fields schema={inner} />
          </div>
        )}
      </dd>
    </div>
  );
}

/** The schema itself or the schema of its items, if that is an anonymous object. */
function objectIn(schema: JsonSchema): JsonSchema | null {
  if (schema.properties) return schema;
  if (schema.items) return objectIn(schema.items);
  return schema.anyOf?.map(objectIn).find((each) => each !== null) ?? null;
}

/** A schema's type in words; named schemas are links. */
export function Type({ schema }: { schema: JsonSchema }): ReactNode {
  const t = useTranslations();
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return (
      <a href={`#${idOfSchema(name)}`} className="text-accent underline">
        {name}
      </a>
    );
  }
  if (schema.items?.$ref) {
    return (
      <>
        {t("apiDocs.types.listOf", { type: "" })}
        <Type schema={schema.items} />
      </>
    );
  }
  return nameOf(t, schema);
}

function nameOf(t: Translate, schema: JsonSchema): string {
  if (schema.enum)
    return t("apiDocs.types.oneOf", { values: schema.enum.map((value) => JSON.stringify(value)).join(", ") });
  if (schema.anyOf) return schema.anyOf.map((each) => nameOf(t, each)).join(t("apiDocs.types.or"));
  if (schema.type === "array") return t("apiDocs.types.listOf", { type: nameOf(t, schema.items ?? {}) });
  if (schema.properties) return t("apiDocs.types.object");
  if (typeof schema.format === "string") return schema.format;
  if (Array.isArray(schema.type)) return schema.type.join(t("apiDocs.types.or"));
  return schema.type ?? t("apiDocs.types.unknown");
}
