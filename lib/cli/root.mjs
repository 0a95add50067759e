// @ts-check
/** Where the project is, whatever folder a command was started in. */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The path of a program inside node_modules. Programs are started by path with our own Node: no shell, no .cmd files.
 * @param {string} path
 */
export const program = (path) => join(root, "node_modules", path);

/**
 * A path as the person meant it who typed it: npm runs scripts in the project's folder, and says where the person was.
 * @param {string} path
 */
export const callerPath = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
