// @ts-check
/** Paths that don't depend on the folder in which a command was started. */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The path of a program inside node_modules. Programs are started by path with our own Node.js, so neither a shell nor
 * .cmd files are needed.
 * @param {string} path
 */
export const program = (path) => join(root, "node_modules", path);

/**
 * Resolves a path from the command line. npm runs scripts in the project folder, and passes the caller's folder in
 * INIT_CWD.
 * @param {string} path
 */
export const callerPath = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
