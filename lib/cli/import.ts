import "./environment";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { config } from "../config";
import { sentenceOf } from "../errors/sentence";
import type { Language } from "../report/model";
import type { ImportOptions } from "../report-import";
import { importFile } from "../report-import/import-file";
import { printProgress } from "../report-import/print-progress";
import { RECOGNITIONS, type Recognition } from "../report-import/recognition";
import { reportFiles, storeReport } from "../report-import/store";
import { Failure } from "./failure.mjs";
import { isExpected, readOptions, run } from "./program";
import { commandLine } from "./release.mjs";
import { callerPath, root } from "./root.mjs";

const USAGE = `Usage: ${commandLine("import")} FILE… [--slug S] [--replace] [--title T] [--editor E] [--publisher P] [--place P] [--year Y] [--language en|ru|kk] [--recognize auto|always|never]`;

interface Arguments {
  files: string[];
  replace: boolean;
  options: ImportOptions;
}

/** @throws Failure if the arguments don't match `USAGE` */
function readArguments(args: string[]): Arguments {
  const { values, positionals: files } = parseOrExplain(args);
  if (files.length === 0) throw new Failure(`Specify at least one file. ${USAGE}`);
  if (files.length > 1 && (values.slug !== undefined || values.title !== undefined)) {
    throw new Failure(`--slug and --title can only be used with a single file. ${USAGE}`);
  }
  const { replace = false, year, language, recognize, ...texts } = values;
  if (year !== undefined && !/^\d{4}$/u.test(year)) throw new Failure("--year takes 4 digits, for example 2017.");
  if (language !== undefined && !isLanguage(language)) {
    throw new Failure("--language takes en, ru or kk.");
  }
  if (recognize !== undefined && !isRecognition(recognize)) {
    throw new Failure("--recognize takes auto, always or never.");
  }
  const options = {
    ...texts,
    ...(recognize === undefined ? {} : { recognize }),
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(language === undefined ? {} : { language }),
  };
  return { files, replace, options };
}

function isLanguage(text: string): text is Language {
  return ["en", "ru", "kk"].includes(text);
}

function isRecognition(text: string): text is Recognition {
  return RECOGNITIONS.some((each) => each === text);
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
        recognize: { type: "string" },
      },
    },
    (reason) => `${reason} ${USAGE}`,
  );
}

const UNREADABLE: Record<string, string> = {
  ENOENT: "does not exist",
  EISDIR: "is a folder",
  EACCES: "is not readable. Check its permissions",
};

async function readSource(file: string): Promise<Uint8Array> {
  try {
    return await readFile(callerPath(file));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? UNREADABLE[String(error.code)] : undefined;
    if (reason) throw new Failure(`The file ${file} ${reason}.`);
    throw error;
  }
}

async function main(): Promise<void> {
  const { files, replace, options } = readArguments(process.argv.slice(2));
  const [first, ...others] = files;
  if (first !== undefined && others.length === 0) return importOne(first, replace, options);
  for (const file of files) {
    try {
      await importOne(file, replace, options);
    } catch (error) {
      if (!isExpected(error)) throw error;
      // A file that can't be imported doesn't stop the others from being imported.
      process.exitCode = 1;
      process.stderr.write(`${file}: ${error.message}\n`);
    }
  }
}

async function importOne(file: string, replace: boolean, options: ImportOptions): Promise<void> {
  const source = await readSource(file);
  const progress = printProgress(process.stderr, path.basename(file));
  const {
    slug,
    markdown,
    doubts,
    format,
    pictures = [],
  } = await importFile(path.basename(file), source, options, progress.print).finally(progress.end);
  const ending = format === "text" || format === "markdown" ? "txt" : format;
  const folder = config().importDir;
  const report = { slug, markdown, pictures };
  const result = await storeReport(folder, report, source, replace, ending).catch((error: unknown) => {
    throw whyNotWritten(error, folder);
  });
  const written = shown(folder, reportFiles(slug, ending).markdown);
  console.log(result === "unchanged" ? `${written} is already up to date.` : `Wrote ${written}.`);
  const places = format === "pdf" ? ` (page numbers in ${file})` : ending === "txt" ? ` (line numbers in ${file})` : "";
  if (pictures.length > 0) {
    console.log(`Pictures stored in ${shown(folder, "pictures")}: ${pictures.length}.`);
  }
  if (doubts.length > 0) console.log(`\nPlease check${places}:`);
  for (const { line, problem } of doubts) {
    console.log(`${(places === "" ? "-" : String(line)).padStart(6)}  ${sentenceOf(problem)}`);
  }
}

/** The path of a file in the content folder, relative to Concord's own folder if it is inside. */
function shown(folder: string, file: string): string {
  const full = path.join(folder, file);
  const relative = path.relative(root, full);
  return relative.startsWith("..") ? full : relative;
}

/** In a container, Concord's own folder is read-only. */
function whyNotWritten(error: unknown, folder: string): unknown {
  const isRefused =
    error instanceof Error && "code" in error && ["EROFS", "EACCES", "EPERM"].includes(String(error.code));
  if (!isRefused) return error;
  return new Failure(`Concord can't write to ${folder}. Set CONTENT_DIR to a folder that it can write to.`);
}

await run(main);
