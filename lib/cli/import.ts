import "./environment";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../errors";
import type { Language } from "../report/model";
import type { ImportOptions } from "../report-import";
import { importFile } from "../report-import/import-file";
import { reportFiles, storeReport } from "../report-import/store";
import { readOptions, run } from "./program";
import { callerPath } from "./root.mjs";

const USAGE =
  "Usage: npm run import -- FILE [--slug S] [--replace] [--title T] [--editor E] [--publisher P] [--place P] [--year Y] [--language en|ru|kk]";

const CONTENT_DIR = path.resolve(import.meta.dirname, "../../content");

interface Arguments {
  file: string;
  replace: boolean;
  options: ImportOptions;
}

/** @throws UserError `usage` if the arguments don't match `USAGE` */
function readArguments(args: string[]): Arguments {
  const { values, positionals } = parseOrExplain(args);
  const [file, ...others] = positionals;
  if (!file || others.length > 0) throw new UserError("usage", `Give exactly one file. ${USAGE}`);
  const { replace = false, year, language, ...texts } = values;
  if (year !== undefined && !/^\d{4}$/u.test(year))
    throw new UserError("usage", "--year takes 4 digits, for example 2017.");
  if (language !== undefined && !isLanguage(language)) {
    throw new UserError("usage", "--language takes en, ru or kk.");
  }
  const options = {
    ...texts,
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(language === undefined ? {} : { language }),
  };
  return { file, replace, options };
}

function isLanguage(text: string): text is Language {
  return ["en", "ru", "kk"].includes(text);
}

function parseOrExplain(args: string[]) {
  return readOptions(
    {
      args,
      allowPositionals: true,
      options: {
        slug: { type: "string" },
        replace: { type: "boolean" },
        title: { type: "string" },
        editor: { type: "string" },
        publisher: { type: "string" },
        place: { type: "string" },
        year: { type: "string" },
        language: { type: "string" },
      },
    },
    (reason) => `${reason} ${USAGE}`,
  );
}

const UNREADABLE: Record<string, string> = {
  ENOENT: "does not exist",
  EISDIR: "is a folder",
  EACCES: "is not readable: check its permissions",
};

async function readSource(file: string): Promise<Uint8Array> {
  try {
    return await readFile(callerPath(file));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? UNREADABLE[String(error.code)] : undefined;
    if (reason) throw new UserError("import-file", `The file ${file} ${reason}.`);
    throw error;
  }
}

async function main(): Promise<void> {
  const { file, replace, options } = readArguments(process.argv.slice(2));
  const source = await readSource(file);
  const { slug, markdown, doubts, format } = await importFile(path.basename(file), source, options);
  const ending = format === "text" || format === "markdown" ? "txt" : format;
  const result = await storeReport(CONTENT_DIR, slug, markdown, source, replace, ending);
  const written = path.join("content", reportFiles(slug, ending).markdown);
  console.log(result === "unchanged" ? `${written} is already up to date.` : `Wrote ${written}.`);
  const places = format === "pdf" ? `, by page of ${file}` : ending === "txt" ? `, by line of ${file}` : "";
  if (doubts.length > 0) console.log(`\nPlease check${places}:`);
  for (const { line, text } of doubts) console.log(`${(places === "" ? "-" : String(line)).padStart(6)}  ${text}`);
}

await run(main);
