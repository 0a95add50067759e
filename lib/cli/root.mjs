// @ts-check
/** Where the project is, whatever folder a command was started in. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The path of a program inside node_modules. Programs are started by path with our own Node: no shell, no .cmd files.
 * @param {string} path
 */
export const program = (path) => join(root, "node_modules", path);
