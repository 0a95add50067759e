/**
 * Other converters with which `bench:import` compares Concord: programs on `PATH`, and packages in the folder that
 * `--peers` names. None of them is a dependency of the project, so those that are not installed are only reported.
 */

import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { Failure } from "@/lib/cli/failure.mjs";
import { importFile } from "@/lib/report-import/import-file";

const run = promisify(execFile);
const MAX_OUTPUT = 64 * 1024 * 1024;

/** A peer's results for some files. */
export interface Conversion {
  /** Markdown by path. A file that the peer could not read is missing. */
  texts: Map<string, string>;
  /** The time taken, not counting the program's startup. */
  seconds: number;
}

export interface Peer {
  name: string;
  /** Matches the names of the files that the peer can read. */
  reads: RegExp;
  convert(files: readonly string[]): Promise<Conversion>;
}

export interface Peers {
  installed: Peer[];
  /** Names of the converters that are not installed or need a newer version of Node.js. */
  missing: string[];
}

/** Maximum time for one file, in milliseconds. */
const PATIENCE_MS = 60_000;
const PDF = /\.pdf$/u;

/** @param folder a folder with `node_modules`; without it, only programs are looked for */
export async function findPeers(folder: string | undefined): Promise<Peers> {
  const found = {
    pdftotext: hasProgram("pdftotext") && pdftotext,
    pandoc: hasProgram("pandoc") && pandoc,
    "@opendataloader/pdf": openDataLoader(folder),
    "@opendocsg/pdf2md": await fromPackage(folder, "@opendocsg/pdf2md", pdf2md),
    "@kreuzberg/node": await fromPackage(folder, "@kreuzberg/node", kreuzberg),
    mammoth: await fromPackage(folder, "mammoth", mammoth),
  };
  const names = Object.keys(found) as (keyof typeof found)[];
  return {
    installed: names.flatMap((name) => found[name] || []),
    missing: names.filter((name) => !found[name]),
  };
}

const hasProgram = (name: string): boolean => spawnSync(name, ["-v"]).error === undefined;

/** A peer that converts files one by one. */
function oneByOne(name: string, reads: RegExp, toMarkdown: (file: string) => Promise<string>): Peer {
  const convert = async (files: readonly string[]): Promise<Conversion> => {
    const texts = new Map<string, string>();
    const start = performance.now();
    for (const file of files) {
      const text = await inTime(toMarkdown(file), name);
      if (text !== undefined) texts.set(file, text);
    }
    return { texts, seconds: (performance.now() - start) / 1000 };
  };
  return { name, reads, convert };
}

/**
 * The text, or undefined if the file could not be read.
 *
 * @throws Failure if the converter never answers, as pdf2md doesn't in Node.js 20
 */
async function inTime(text: Promise<string>, name: string): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Failure(`${name} did not answer within ${PATIENCE_MS / 1000} seconds.`)),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([text.catch(() => undefined), end]);
  } finally {
    clearTimeout(timer);
  }
}

/** Puts a comment with the page number at the start of each page. */
const withPages = (pages: readonly string[]): string =>
  pages.map((page, index) => `<!-- page ${index + 1} -->\n\n${page}`).join("\n\n");

const pdftotext = oneByOne("pdftotext", PDF, async (file) => {
  const { stdout } = await run("pdftotext", [file, "-"], { maxBuffer: MAX_OUTPUT });
  return withPages(stdout.split("\f").slice(0, -1));
});

const pandoc = oneByOne("pandoc", /\.(?:docx|odt|epub|html)$/u, async (file) => {
  const { stdout } = await run("pandoc", [file, "-t", "gfm+footnotes", "--wrap=none"], { maxBuffer: MAX_OUTPUT });
  return stdout;
});

/** A Java program. It converts all files in one process, because it takes a long time to start. */
function openDataLoader(folder: string | undefined): Peer | undefined {
  const jar = path.join(folder ?? "", "node_modules/@opendataloader/pdf/lib/opendataloader-pdf-cli.jar");
  if (folder === undefined || !existsSync(jar) || !hasProgram("java")) return undefined;
  const timed = async (args: readonly string[]): Promise<number> => {
    const start = performance.now();
    // The program also exits with an error if it has converted only some of the files.
    await run("java", ["-jar", jar, ...args], { maxBuffer: MAX_OUTPUT }).catch(() => undefined);
    return (performance.now() - start) / 1000;
  };
  const convert = async (files: readonly string[]): Promise<Conversion> => {
    const out = mkdtempSync(path.join(tmpdir(), "peers-"));
    try {
      const separator = ["--markdown-page-separator", "<!-- page %page-number% -->"];
      const startUp = await timed(["--help"]);
      const all = await timed(["-f", "markdown", "-o", out, "--image-output", "off", "-q", ...separator, ...files]);
      const texts = files.flatMap((file) => {
        const result = path.join(out, `${path.basename(file, ".pdf")}.md`);
        return existsSync(result) ? [[file, readFileSync(result, "utf8")] as const] : [];
      });
      return { texts: new Map(texts), seconds: all - startUp };
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  };
  return { name: "@opendataloader/pdf", reads: PDF, convert };
}

const described = z.object({ engines: z.object({ node: z.string() }).partial().optional() });

/** A package that is used in this process; undefined if it is not installed or needs a newer version of Node.js. */
async function fromPackage(
  folder: string | undefined,
  name: string,
  toPeer: (exports: unknown) => Peer,
): Promise<Peer | undefined> {
  const description = path.join(folder ?? "", "node_modules", name, "package.json");
  if (folder === undefined || !existsSync(description)) return undefined;
  const { engines } = described.parse(JSON.parse(readFileSync(description, "utf8")));
  const least = Number(/^>=\s*(\d+)/u.exec(engines?.node ?? "")?.[1] ?? 0);
  if (Number(process.versions.node.split(".")[0]) < least) return undefined;
  const { resolve } = createRequire(path.join(folder, "peers.js"));
  return toPeer(await import(pathToFileURL(resolve(name)).href));
}

type Convert = (input: unknown, ...more: unknown[]) => Promise<unknown>;
const isFunction = z.custom<Convert>((value) => typeof value === "function");

function pdf2md(exports: unknown): Peer {
  const convert = z.object({ default: isFunction }).parse(exports).default;
  return oneByOne("@opendocsg/pdf2md", PDF, async (file) => {
    const text = z.string().parse(await convert(new Uint8Array(readFileSync(file))));
    return withPages(text.split("<!-- PAGE_BREAK -->"));
  });
}

function kreuzberg(exports: unknown): Peer {
  const { extractFile } = z.object({ extractFile: isFunction }).parse(exports);
  return oneByOne("@kreuzberg/node", /\.(?:pdf|docx|odt|epub|html)$/u, async (file) => {
    const result = await extractFile(file, null, { outputFormat: "markdown" });
    return z.object({ content: z.string() }).parse(result).content;
  });
}

/** The Markdown that Mammoth writes has no tables, so its HTML is converted instead, like an HTML file. */
function mammoth(exports: unknown): Peer {
  const { convertToHtml } = z.object({ convertToHtml: isFunction }).parse(exports);
  return oneByOne("mammoth", /\.docx$/u, async (file) => {
    const { value } = z.object({ value: z.string() }).parse(await convertToHtml({ path: file }));
    const page = `<!doctype html><title>Peer</title><body>${value}`;
    const { markdown } = await importFile("peer.html", Buffer.from(page), { slug: "peer" });
    return markdown.slice(markdown.indexOf("\n---\n") + "\n---\n".length);
  });
}
