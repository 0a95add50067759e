// @ts-check
/**
 * `npm run build`: makes the release folder `dist`, which runs on any machine of the same kind that has Node.js, without
 * npm or other packages: `node server.js`, and `node cli.js` for the commands.
 *
 * Files are at the same places as in the project, so code that looks for files next to itself works in both.
 */
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { bundled, listOf } from "../workers/bundle.mjs";
import { BUNDLED, POLICY, STANDALONE } from "./build.mjs";
import { command } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { billOfMaterials, components, licenceList, requirePermissive } from "./licences.mjs";
import { withLock } from "./lock.mjs";
import { createLog } from "./log.mjs";
import { LOCK, prepare } from "./prepare.mjs";
import { RELEASE_FILE, release } from "./release.mjs";
import { root } from "./root.mjs";

const TARGET = join(root, "dist");

/** Programs that Node.js runs, in addition to the bundles. */
const STARTED = ["lib/cli/start.mjs", "lib/cli/cli.mjs", "lib/cli/app-server.mjs", "lib/workers/worker.mjs"];

/** Packages that the traced programs load only to prepare a checkout, or that Next.js has traced. */
const NOT_TRACED = ["node_modules/{esbuild,@esbuild,next,next-intl,typescript}/**"];

/** Files and folders that are read at run time, but that no import names. */
const READ = [
  ...["LICENSE", "CHANGELOG.md", ".env.example", "package.json", "content", "prisma/migrations"],
  ...["lib/accounts/common-passwords.txt", "node_modules/@embedpdf/pdfium/dist/pdfium.wasm"],
  "node_modules/@fontsource/source-serif-4/files",
  ...["eng", "kaz"].flatMap((language) =>
    ["package.json", "4.0.0_best_int"].map((name) => `node_modules/@tesseract.js-data/${language}/${name}`),
  ),
  ...["", "-simd", "-relaxedsimd"].map((kind) => `node_modules/tesseract.js-core/tesseract-core${kind}-lstm.wasm`),
];

/** Files that are left out of a release, because they are for other machines or are never loaded. */
const LEFT_OUT = [
  /\.(map|d\.[cm]?ts)$/u,
  // Images aren't optimized (`next.config.js`).
  /^node_modules\/(@img|sharp)\//u,
  // Drivers for other machines. Releases for Linux have one for each C library.
  new RegExp(`/prebuilds/(?!${process.platform}(musl)?-${process.arch}\\.)`, "u"),
];

/** What starts the two programs of a release. */
const ENTRIES = {
  "server.js": 'import "./lib/cli/start.mjs";\n',
  "cli.js": 'import "./lib/cli/cli.mjs";\n',
};

await command(async () => {
  if (release) throw new Failure("This folder is a release. Run npm run build in the project folder instead.");
  const log = createLog();
  await prepare({ build: true, dev: false, sqlite: true, standalone: true, log });
  const bytes = await withLock(LOCK, log, () => log.step("Collecting the files of the release", makeRelease));
  log.say(`The release is in dist (${Math.round(bytes / 1_000_000)} MB). Start it with: node dist/server.js`);
  return 0;
});

/** @returns {Promise<number>} the size in bytes */
async function makeRelease() {
  const parts = components();
  requirePermissive(parts);
  const draft = `${TARGET}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const bundles = await Promise.all(BUNDLED.map(bundled));
  const own = await trace([...STARTED.map((file) => join(root, file)), ...bundles]);
  const static_ = [...filesIn(".next/static"), relative(root, POLICY)];

  // Next.js's own server isn't used, and it also collects the project's sources and the .env files.
  const ofNext = ["node_modules", ".next"]
    .flatMap((folder) => filesIn(folder, STANDALONE))
    .filter((file) => !file.startsWith(join(".next", "cache")));

  let bytes = 0;
  for (const file of ofNext) bytes += copy(join(STANDALONE, file), join(draft, file));
  for (const file of [...own, ...static_, ...READ.flatMap((path) => filesIn(path))]) {
    bytes += copy(join(root, file), join(draft, file));
  }
  for (const bundle of bundles) writeFileSync(join(draft, relative(root, listOf(bundle))), "");
  for (const [file, text] of Object.entries(ENTRIES)) writeFileSync(join(draft, file), text);
  const description = describe();
  writeFileSync(join(draft, RELEASE_FILE), `${JSON.stringify(description, null, 2)}\n`);
  writeFileSync(join(draft, "sbom.cdx.json"), billOfMaterials(parts, description.version));
  writeFileSync(join(draft, "LICENCES.txt"), licenceList(parts));

  rmSync(TARGET, { recursive: true, force: true });
  renameSync(draft, TARGET);
  return bytes;
}

/** @returns {import("./release.mjs").Release} */
function describe() {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { platform, arch, versions } = process;
  // The SQLite driver for Node.js 20 is only installed there (`lib/db/better-sqlite3`).
  const node = Number.parseInt(versions.node, 10) < 22 ? ">=20.19" : ">=22.0";
  return { version, node, platform, arch };
}

/**
 * The files that programs import, directly or indirectly. Uses the tracer that comes with Next.js.
 * @param {string[]} programs
 */
async function trace(programs) {
  const { nodeFileTrace } = createRequire(import.meta.url)("next/dist/compiled/@vercel/nft");
  const options = { base: root, processCwd: root, conditions: ["node", "react-server"], ignore: NOT_TRACED };
  const { fileList } = await nodeFileTrace(programs, options);
  return /** @type {string[]} */ ([...fileList]).flatMap((file) => filesIn(file));
}

/**
 * The files and links at or below a path, apart from those that are left out.
 * @param {string} path relative to `base`
 * @param {string} [base]
 * @returns {string[]}
 */
function filesIn(path, base = root) {
  const full = join(base, path);
  if (LEFT_OUT.some((pattern) => pattern.test(path.replaceAll(sep, "/")))) return [];
  if (!lstatSync(full).isDirectory()) return [path];
  return readdirSync(full).flatMap((name) => filesIn(join(path, name), base));
}

/**
 * Copies a file or a link, unless it has been copied already.
 * @param {string} from
 * @param {string} to
 * @returns {number} the number of bytes written
 */
function copy(from, to) {
  const status = lstatSync(from);
  if (status.isDirectory() || lstatSync(to, { throwIfNoEntry: false })) return 0;
  mkdirSync(dirname(to), { recursive: true });
  if (status.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else copyFileSync(from, to);
  return status.size;
}
