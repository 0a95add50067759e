// @ts-check
/**
 * Bundles commands and tasks, which are written in TypeScript, into single files. Node.js can run these files directly,
 * and they start five times faster. A bundle is built when it is first needed, and rebuilt when one of its sources
 * changes.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `next build` keeps this folder, and git ignores it. */
const FOLDER = join(root, ".next/cache/bundles");
/** Files that affect every bundle, in addition to the bundle's own sources. */
const ALWAYS = ["package-lock.json", "tsconfig.json", "lib/workers/bundle.mjs"];
/** Packages marked `server-only` refuse to load without this condition. */
const CONDITION = "react-server";

/**
 * The arguments for Node.js that run a command. The packages must be installed, and the code that the command imports
 * must have been generated.
 *
 * @param {string} source the command's path relative to the project, for example `lib/cli/account.ts`
 * @returns {Promise<string[]>} options and a path
 */
export async function runnable(source) {
  return [`--conditions=${CONDITION}`, "--enable-source-maps", await bundled(source)];
}

/**
 * The bundle of a source file, built if necessary.
 *
 * @param {string} source relative to the project
 * @returns {Promise<string>} an absolute path
 * @throws if a source is not TypeScript or an import cannot be resolved
 */
export async function bundled(source) {
  const bundle = join(FOLDER, `${source.replaceAll(/[\\/]/g, ".").replace(/\.ts$/, "")}.mjs`);
  if (!isFresh(bundle)) await make(source, bundle);
  return bundle;
}

/**
 * The manifest of a bundle: a line for each source file with its path, modification time and size, to detect changes.
 * In a release folder, which doesn't contain the sources, it is empty, so the bundle is always fresh.
 *
 * @param {string} bundle
 */
export const listOf = (bundle) => `${bundle}.sources`;

/** @param {string} bundle */
function isFresh(bundle) {
  try {
    statSync(bundle);
    const lines = readFileSync(listOf(bundle), "utf8")
      .split("\n")
      .filter((line) => line !== "");
    return lines.every((line) => line === describe(line.slice(0, line.indexOf("\t"))));
  } catch {
    return false;
  }
}

/** @param {string} file relative to the project */
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
 * Writes a file atomically, because another command may be reading it.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
function put(file, content) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}

/**
 * Keeps `import.meta` pointing at the source files instead of the bundle. JavaScript files are left external; in
 * TypeScript files, `import.meta.dirname` is replaced by the folder of the source.
 *
 * @param {string} folder the bundle's folder
 * @returns {import("esbuild").Plugin}
 */
function keepPlaces(folder) {
  /** @param {string} file */
  const from = (file) => relative(folder, file).replaceAll(sep, "/");
  return {
    name: "keep-places",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(?:\.|@\/).*\.mjs$/ }, ({ path, resolveDir }) => ({
        path: from(path.startsWith("@/") ? join(root, path.slice(2)) : resolve(resolveDir, path)),
        external: true,
      }));
      // Node.js needs the file extension, which is missing from imports of Next.js modules.
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
