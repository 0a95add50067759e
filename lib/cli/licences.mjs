// @ts-check
/**
 * What a release is made of: every production package that is installed, and the parts of packages that have a licence
 * of their own. Written into the release as a software bill of materials (CycloneDX) and as a list of licence texts.
 *
 * The list is read from package-lock.json rather than from the traced files, because bundles don't tell which packages
 * they contain. It therefore also names packages that are only used to build Concord, or that are optional for another.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { root } from "./root.mjs";

/**
 * @typedef {object} Component
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression; empty if the package doesn't name one
 * @property {string | null} integrity as in package-lock.json; null for a part of a package
 * @property {string | null} within the package that contains this part; null for a package
 * @property {string[]} texts the licence files, relative to the project folder
 */

/** Licences that allow any use, as long as their text is passed on. SPDX identifiers. */
const PERMISSIVE = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0"],
  ...["PSF-2.0", "Unlicense", "WTFPL"],
  // For fonts, and for data on browsers.
  ...["OFL-1.1", "CC-BY-4.0"],
]);

/**
 * Packages with another licence, or none in their package.json, that have been checked.
 * @type {Readonly<Record<string, { licence: string, why: string }>>}
 */
const CHECKED = {
  citeproc: {
    licence: "CPAL-1.0",
    why: "Formats citations. Used unmodified and only through its interface, so its licence covers its own files only. Its source is the npm package of this name.",
  },
  lightningcss: { licence: "MPL-2.0", why: "Only used to build Concord. Not part of a release." },
  "seq-queue": { licence: "MIT", why: "Named in its LICENSE file, but not in its package.json." },
};

/** Packages that are installed with others, but left out of every release (`make-release.mjs`). */
const LEFT_OUT = /^(@img\/|sharp$|lightningcss-)/u;

/** The text of the Apache License, which also applies to the data of Tesseract. */
const APACHE = "tesseract.js-core/LICENSE";

/**
 * Code, fonts and data inside packages, with the files that have their licences: paths below node_modules.
 * @type {readonly { name: string, licence: string, within: string, text: string }[]}
 */
const PARTS = [
  { name: "PDFium", licence: "Apache-2.0", within: "@embedpdf/pdfium", text: "@embedpdf/pdfium/LICENSE.pdfium" },
  { name: "JBIG2 decoder", licence: "BSD-3-Clause", within: "pdfjs-dist", text: "pdfjs-dist/wasm/LICENSE_JBIG2" },
  { name: "OpenJPEG", licence: "BSD-2-Clause", within: "pdfjs-dist", text: "pdfjs-dist/wasm/LICENSE_OPENJPEG" },
  {
    name: "Foxit fonts",
    licence: "BSD-3-Clause",
    within: "pdfjs-dist",
    text: "pdfjs-dist/standard_fonts/LICENSE_FOXIT",
  },
  { name: "Tesseract", licence: "Apache-2.0", within: "tesseract.js-core", text: APACHE },
  { name: "tessdata (English)", licence: "Apache-2.0", within: "@tesseract.js-data/eng", text: APACHE },
  { name: "tessdata (Kazakh)", licence: "Apache-2.0", within: "@tesseract.js-data/kaz", text: APACHE },
];

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/iu;

/**
 * The components of a release, sorted by name.
 * @returns {Component[]}
 */
export function components() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const installed = Object.entries(packages).filter(
    ([path, { dev, link }]) => path.includes("node_modules/") && !dev && !link && existsSync(join(root, path)),
  );
  const found = installed.map(([path, entry]) => {
    const name = entry.name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return componentIn(path, { ...entry, name });
  });
  const parts = PARTS.map(({ text, ...part }) => {
    const version = found.find(({ name }) => name === part.within)?.version ?? "";
    return { ...part, version, integrity: null, texts: [`node_modules/${text}`] };
  });
  const every = [...found, ...partsOfNext(), ...parts].filter(({ name }) => !LEFT_OUT.test(name));
  const unique = new Map(every.map((each) => [`${each.within ?? ""} ${each.name}@${each.version}`, each]));
  return [...unique.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/**
 * @param {string} path of the package
 * @param {{ name: string, version?: string, license?: string, integrity?: string }} entry in package-lock.json
 * @returns {Component}
 */
function componentIn(path, { name, version = "", license = "", integrity }) {
  const licence = CHECKED[name]?.licence ?? license;
  return { name, version, licence, integrity: integrity ?? null, within: null, texts: licenceFiles(path) };
}

/**
 * The packages that are compiled into Next.js.
 * @returns {Component[]}
 */
function partsOfNext() {
  const folder = "node_modules/next/dist/compiled";
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    const file = join(root, path, "package.json");
    if (!existsSync(file)) return [];
    const { version = "", license } = JSON.parse(readFileSync(file, "utf8"));
    // Entry points of Next.js itself don't have their own licence.
    return license ? [{ ...componentIn(path, { name, version, license }), within: "next" }] : [];
  });
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function licenceFiles(path) {
  const names = readdirSync(join(root, path), { withFileTypes: true });
  return names
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => `${path}/${name}`)
    .sort();
}

/**
 * Fails if a component has no known licence, or one that would put conditions on Concord.
 * @param {readonly Pick<Component, "name" | "version" | "licence">[]} list
 */
export function requirePermissive(list) {
  const refused = list.filter(({ name, licence }) => !(name in CHECKED) && !isPermissive(licence));
  if (refused.length === 0) return;
  const names = refused.map(({ name, version, licence }) => `${name} ${version}: ${licence || "unknown"}`);
  throw new Failure(
    `The licence of these packages isn't permissive, or isn't known. Replace them, or check them and add them to lib/cli/licences.mjs:\n${names.join("\n")}`,
  );
}

/** @param {string} expression for example "(MIT OR Apache-2.0)" */
export function isPermissive(expression) {
  const choices = expression.replaceAll(/[()]/gu, "").split(" OR ");
  return choices.some((choice) => choice.split(" AND ").every((licence) => PERMISSIVE.has(licence)));
}

/**
 * The software bill of materials in CycloneDX format. The same packages always give the same text.
 * @param {readonly Component[]} list
 * @param {string} version of Concord
 */
export function billOfMaterials(list, version) {
  const bill = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": `concord@${version}`,
        name: "concord",
        version,
        licenses: [{ license: { id: "MIT" } }],
      },
    },
    components: list.map(describe),
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** @param {Component} component */
function describe({ name, version, licence, integrity, within }) {
  const purl = within === null ? `pkg:npm/${name.replace("@", "%40")}@${version}` : undefined;
  return {
    type: "library",
    "bom-ref": purl ?? `${within}/${name}@${version}`,
    name,
    version,
    licenses: [/ (OR|AND) /u.test(licence) ? { expression: licence } : { license: { id: licence } }],
    ...(purl && { purl }),
    ...(integrity && { hashes: hashesIn(integrity) }),
    ...(within && { properties: [{ name: "concord:within", value: within }] }),
  };
}

/** @param {string} integrity as in package-lock.json, for example "sha512-…" */
function hashesIn(integrity) {
  return integrity.split(" ").map((hash) => {
    const [algorithm = "", value = ""] = hash.split(/-(.*)/u);
    return {
      alg: algorithm.toUpperCase().replace("SHA", "SHA-"),
      content: Buffer.from(value, "base64").toString("hex"),
    };
  });
}

/**
 * Every component with its licence, followed by the licence texts, each once.
 * @param {readonly Component[]} list
 */
export function licenceList(list) {
  /** @type {Map<string, { text: string, of: string[] }>} */
  const texts = new Map();
  const lines = list.map((component) => {
    const { name, version, licence, within } = component;
    const title = `${name} ${version}${within ? ` (in ${within})` : ""}`;
    for (const file of component.texts) {
      const text = readFileSync(join(root, file), "utf8").trim();
      const key = createHash("sha256").update(text.replaceAll(/\s+/gu, " ")).digest("hex");
      const known = texts.get(key) ?? { text, of: [] };
      known.of.push(title);
      texts.set(key, known);
    }
    const why = CHECKED[name] ? ` (${CHECKED[name].why})` : "";
    return `${title}: ${licence}${component.texts.length > 0 ? "" : ", without a licence file"}${why}`;
  });
  const rule = "=".repeat(100);
  const sections = [...texts.values()].map(({ text, of }) => `${rule}\n${of.join(", ")}\n${rule}\n\n${text}`);
  const head =
    "Concord is licensed under the MIT License: see LICENSE. It contains or is built with the following software.";
  return `${[head, lines.join("\n"), ...sections].join("\n\n")}\n`;
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
