import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { Code, Prose } from "@/app/_features/api-docs/code";
import { curlOf } from "@/app/_features/api-docs/curl";
import { Operation } from "@/app/_features/api-docs/operation";
import { Fields, idOfSchema } from "@/app/_features/api-docs/schema";
import { Header } from "@/app/_features/shell/header";
import { accountOf, currentActor } from "@/app/_features/shell/session";
import { pageTitle } from "@/app/_messages/page-title";
import { DESCRIPTION, type OpenApiDocument, openApiDocument } from "@/lib/api/openapi";
import { OPERATIONS } from "@/lib/api/operations";
import { config } from "@/lib/config";

export const generateMetadata = pageTitle("apiDocs.title");

/** The API reference. It contains no personal data, so it is public. */
export default async function ApiDocsPage() {
  const t = await getTranslations();
  const actor = await currentActor();
  const account = actor && (await accountOf(actor));
  const origin = config().origin;
  const document = openApiDocument(origin);
  return (
    <>
      {account && <Header account={account} />}
      <main id="main" tabIndex={-1} className="mx-auto max-w-measure px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{t("apiDocs.title")}</h1>
        {DESCRIPTION.split("\n\n").map((paragraph) => (
          <Prose key={paragraph} text={paragraph} />
        ))}
        <Contents document={document} />
        <h2 id="begin" className="mt-12 font-semibold font-serif text-heading">
          {t("apiDocs.begin")}
        </h2>
        <Prose text={t("apiDocs.beginHow")} />
        <Code
          label={t("apiDocs.example")}
          text={`curl ${origin}/api/v1/notes \\\n  -H "Authorization: Bearer YOUR_TOKEN"`}
        />
        <p className="mt-3">
          <a href="/api/openapi.json" className="text-accent underline">
            {t("apiDocs.document")}
          </a>
        </p>
        {document.tags.map(({ name }) => (
          <section key={name} aria-labelledby={idOf(name)} className="mt-12">
            <h2 id={idOf(name)} className="font-semibold font-serif text-heading">
              {name}
            </h2>
            {OPERATIONS.filter(({ group }) => group === name).map((operation) => {
              const described = document.paths[operation.path]?.[operation.method.toLowerCase()];
              return (
                described && (
                  <Operation
                    key={operation.id}
                    address={operation.path}
                    method={operation.method}
                    operation={described}
                    document={document}
                    example={curlOf(origin, operation)}
                  />
                )
              );
            })}
          </section>
        ))}
        <section aria-labelledby="annotations" className="mt-12">
          <h2 id="annotations" className="font-semibold font-serif text-heading">
            {t("apiDocs.annotations")}
          </h2>
          <Prose text={t("apiDocs.annotationsHow")} />
          <Code label={t("apiDocs.address")} text={`${origin}/api/annotations/`} />
        </section>
        <section aria-labelledby="things" className="mt-12">
          <h2 id="things" className="font-semibold font-serif text-heading">
            {t("apiDocs.things")}
          </h2>
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <section key={name} aria-labelledby={idOfSchema(name)} className="mt-8">
              <h3 id={idOfSchema(name)} className="font-semibold">
                {name}
              </h3>
              {schema.description && <Prose text={schema.description} />}
              <Fields schema={schema} />
            </section>
          ))}
        </section>
      </main>
    </>
  );
}

function idOf(group: string): string {
  return `part-${group.toLowerCase()}`;
}

function Contents({ document }: { document: OpenApiDocument }) {
  const t = useTranslations();
  const links: [string, string][] = [
    ["begin", t("apiDocs.begin")],
    ...document.tags.map(({ name }): [string, string] => [idOf(name), name]),
    ["annotations", t("apiDocs.annotations")],
    ["things", t("apiDocs.things")],
  ];
  return (
    <nav aria-label={t("apiDocs.contents")} className="mt-6">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {links.map(([id, name]) => (
          <li key={id}>
            <a href={`#${id}`} className="inline-block py-1 text-accent underline">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
