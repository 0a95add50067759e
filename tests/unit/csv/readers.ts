import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import Papa from "papaparse";

/** A program that opens CSV. */
export interface CsvReader {
  name: string;
  /** The cells, row by row. */
  read(csv: string): Promise<string[][]>;
}

const papaparse: CsvReader = {
  name: "Papa Parse",
  read: async (csv) => {
    const { data, errors } = Papa.parse<string[]>(csv.replace(/^\uFEFF/u, ""), { delimiter: ",", newline: "\r\n" });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    // The last row also ends with a line break.
    return data.slice(0, -1);
  },
};

/** Text as escaped in XML. */
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const libreOffice: CsvReader = { name: "LibreOffice", read: (csv) => officeRows(csv, ",") };

/**
 * A CSV file as imported by LibreOffice, with formulas evaluated.
 *
 * @param delimiter the separator that LibreOffice expects; in locales with a decimal comma, spreadsheets use semicolons
 */
export async function officeRows(csv: string, delimiter: "," | ";"): Promise<string[][]> {
  const table = await officeTable(csv, delimiter);
  return [...table.matchAll(/<table:table-row[^>]*>(.*?)<\/table:table-row>/gsu)].map(([, row = ""]) =>
    [...row.matchAll(/<table:table-cell[^>]*?(?:\/>|>(.*?)<\/table:table-cell>)/gsu)].map(([, cell = ""]) =>
      [...cell.matchAll(/<text:p(?:\/>|>(.*?)<\/text:p>)/gsu)].map(([, text = ""]) => textOf(text)).join("\n"),
    ),
  );
}

/** The formulas that LibreOffice finds in a CSV file. */
export async function officeFormulas(csv: string, delimiter: "," | ";"): Promise<string[]> {
  const table = await officeTable(csv, delimiter);
  return [...table.matchAll(/table:formula="([^"]*)"/gu)].map(([, formula = ""]) => formula);
}

/** Shared by all conversions in this process, because creating a profile takes longer than converting a file. */
let profile: Promise<string> | undefined;

async function officeTable(csv: string, delimiter: "," | ";"): Promise<string> {
  profile ??= mkdtemp(path.join(tmpdir(), "concord-csv-profile-"));
  const folder = await mkdtemp(path.join(tmpdir(), "concord-csv-"));
  try {
    await writeFile(path.join(folder, "notes.csv"), csv);
    // The tokens of LibreOffice's CSV filter: separator, quotation mark, UTF-8, first line, …, evaluate formulas.
    const filter = `CSV:${delimiter.charCodeAt(0)},34,76,1,,1033,false,false,false,false,false,-1,true`;
    const options = ["--headless", `--infilter=${filter}`, "--convert-to", "fods", "--outdir", folder];
    await promisify(execFile)("soffice", [
      `-env:UserInstallation=file://${await profile}`,
      ...options,
      path.join(folder, "notes.csv"),
    ]);
    return await readFile(path.join(folder, "notes.fods"), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Deletes LibreOffice's profile. */
export async function forgetProfile(): Promise<void> {
  // LibreOffice may still be writing to it, which makes its deletion fail.
  if (profile) await rm(await profile, { recursive: true, force: true, maxRetries: 10 });
  profile = undefined;
}

function textOf(xml: string): string {
  return xml
    .replace(/<text:s text:c="(\d+)"\/>/gu, (_, count) => " ".repeat(Number(count)))
    .replace(/<text:s\/>/gu, " ")
    .replace(/<text:tab\/>/gu, "\t")
    .replace(/<[^>]*>/gu, "")
    .replace(/&(\w+);/gu, (_, name) => ENTITIES[name] ?? "");
}

/** Whether LibreOffice is installed here. */
export async function hasLibreOffice(): Promise<boolean> {
  return promisify(execFile)("soffice", ["--version"]).then(
    () => true,
    () => false,
  );
}

/** The readers that are installed here. */
export async function csvReaders(): Promise<CsvReader[]> {
  if (await hasLibreOffice()) return [papaparse, libreOffice];
  console.warn("LibreOffice is not installed, so CSV is read with Papa Parse alone.");
  return [papaparse];
}
