import { useTranslations } from "next-intl";
import type { ApiResponse, DescribedOperation, OpenApiDocument, Parameter } from "@/lib/api/openapi";
import { Code, Prose } from "./code";
import { Field, FieldList, Type } from "./schema";

interface OperationProps {
  address: string;
  method: string;
  operation: DescribedOperation;
  document: OpenApiDocument;
  /** The curl command for an operation. */
  example: string;
}

/** One operation with its description, parameters and responses. */
export function Operation({ address, method, operation, document, example }: OperationProps) {
  const t = useTranslations();
  const { operationId, summary, description, security, parameters, requestBody, responses } = operation;
  const answers = Object.entries(responses).map(([status, response]) => ({ status, ...resolved(response, document) }));
  const scope = security[0]?.token?.[0];
  return (
    <section aria-labelledby={operationId} className="mt-8 border-line border-t pt-6">
      <h3 id={operationId} className="font-semibold">
        {summary}
      </h3>
      <p className="mt-1 break-words">
        <code>
          {method} {address}
        </code>
      </p>
      {description && <Prose text={description} />}
      {(scope === "read" || scope === "write") && <Prose text={t(`apiDocs.scope.${scope}`)} />}
      {parameters.length > 0 && (
        <Part title={t("apiDocs.parameters")}>
          <FieldList>
            {parameters.map((parameter) => (
              <ParameterField key={`${parameter.in} ${parameter.name}`} {...parameter} />
            ))}
          </FieldList>
        </Part>
      )}
      {requestBody && (
        <Part title={t("apiDocs.body")}>
          <Body {...requestBody} />
        </Part>
      )}
      <Part title={t("apiDocs.answer")}>
        {answers
          .filter(({ status }) => status.startsWith("2"))
          .map(({ status, description, content }) => (
            <div key={status}>
              <p>
                {status}: {description} {!content && t("apiDocs.nothing")}
              </p>
              <Body content={content} />
            </div>
          ))}
      </Part>
      <Part title={t("apiDocs.errors")}>
        <ul className="space-y-1">
          {answers
            .filter(({ status }) => !status.startsWith("2"))
            .map(({ status, description }) => (
              <li key={status}>
                {status}: {description}
              </li>
            ))}
        </ul>
      </Part>
      <Part title={t("apiDocs.example")}>
        <Code label={`${t("apiDocs.example")}: ${summary}`} text={example} />
      </Part>
    </section>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="mt-4">
      <h4 className="text-muted text-small">{title}</h4>
      <div className="mt-1">{children}</div>
    </div>
  );
}

function Body({ content }: Pick<ApiResponse, "content">) {
  return content ? <Type schema={content["application/json"].schema} /> : null;
}

function ParameterField({ name, in: place, required, description, schema }: Parameter) {
  const header = place === "header" ? `${name}:` : name;
  return <Field name={header} isRequired={required} schema={schema} description={description} />;
}

function resolved(response: ApiResponse | { $ref: string }, { components }: OpenApiDocument): ApiResponse {
  if (!("$ref" in response)) return response;
  return components.responses[response.$ref.split("/").at(-1) ?? ""] ?? { description: "" };
}
