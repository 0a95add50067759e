// @ts-check
/**
 * Commands and tasks, which are written in TypeScript, as single files that Node.js runs by itself and in a fifth of the time. A file is made
 * when it is first needed, and again when one of its sources has changed.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Next keeps this folder when it builds, and git ignores it. */
const FOLDER = join(root, ".next/cache/bundles");
/** What decides on the bundle besides its sources. */
const ALWAYS = ["package-lock.json", "tsconfig.json", "lib/workers/bundle.mjs"];
/** Packages marked `server-only` refuse to load without it. */
const CONDITION = "react-server";

/**
 * What to give to Node.js so that it runs a command. The packages must be installed, and what it imports generated.
 * @param {string} source its file from the project's folder, for example `lib/cli/account.ts`
 * @returns {Promise<string[]>} options and a path
 */
export async function runnable(source) {
  return [`--conditions=${CONDITION}`, "--enable-source-maps", await bundled(source)];
}

/**
 * Where the bundle of a source file is, which has been made if need be.
 * @param {string} source from the project's folder
 * @returns {Promise<string>} an absolute path
 * @throws where a source is not TypeScript, or imports what is not there
 */
export async function bundled(source) {
  const bundle = join(FOLDER, `${source.replaceAll(/[\\/]/g, ".").replace(/\.ts$/, "")}.mjs`);
  if (!isFresh(bundle)) await make(source, bundle);
  return bundle;
}

/**
 * A line for each file that went into a bundle: its path, and the time and size by which a change is noticed.
 * @param {string} bundle
 */
const listOf = (bundle) => `${bundle}.sources`;

/** @param {string} bundle */
function isFresh(bundle) {
  try {
    statSync(bundle);
    const lines = readFileSync(listOf(bundle), "utf8").trimEnd().split("\n");
    return lines.every((line) => line === describe(line.slice(0, line.indexOf("\t"))));
  } catch {
    return false;
  }
}

/** @param {string} file from the project's folder */
function describe(file) {
  const { mtimeMs, size } = statSync(join(root, file));
  return `${file}\t${mtimeMs}\t${size}`;
}

/**
 * @param {string} source
 * @param {string} bundle
 */
async function make(source, bundle) {
  const esbuild = await import("esbuild");
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [source],
    absWorkingDir: root,
    tsconfig: "tsconfig.json",
    outfile: bundle,
    bundle: true,
    platform: "node",
    jsx: "automatic",
    format: "esm",
    target: "node20",
    packages: "external",
    conditions: [CONDITION],
    sourcemap: "inline",
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: "silent",
    plugins: [keepPlaces(dirname(bundle))],
  });
  const sources = [...Object.keys(metafile.inputs), ...ALWAYS];
  mkdirSync(FOLDER, { recursive: true });
  put(bundle, outputFiles[0]?.contents ?? "");
  put(listOf(bundle), `${sources.map(describe).join("\n")}\n`);
}

/**
 * Puts a file in its place at once: another command may be reading it.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
function put(file, content) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}

/**
 * Files that ask where they are must not be told where the bundle is. JavaScript stays outside of it; in TypeScript, `import.meta.dirname`
 * becomes the folder of the source.
 * @param {string} folder of the bundle
 * @returns {import("esbuild").Plugin}
 */
function keepPlaces(folder) {
  /** @param {string} file */
  const from = (file) => relative(folder, file).replaceAll(sep, "/");
  return {
    name: "keep-places",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\..*\.mjs$/ }, ({ path, resolveDir }) => ({
        path: from(resolve(resolveDir, path)),
        external: true,
      }));
      // Node.js wants the ending, which imports of Next.js leave out.
      onResolve({ filter: /^next\/[^.]+$/ }, ({ path }) => ({ path: `${path}.js`, external: true }));
      onLoad({ filter: /[\\/]lib[\\/].*\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        if (!text.includes("import.meta.dirname")) return undefined;
        const own = `process.getBuiltinModule("path").join(import.meta.dirname, ${JSON.stringify(from(dirname(path)))})`;
        return { contents: text.replaceAll("import.meta.dirname", own), loader: "ts" };
      });
    },
  };
}
