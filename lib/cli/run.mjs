// @ts-check
/** Starts child processes, and makes sure that none outlives the command. */
import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import { Failure, Interrupted, statusOf } from "./failure.mjs";
import { root } from "./root.mjs";

/** Lines of a failed program's output to show: the cause is usually near its start or end. */
const EXCERPT = { start: 20, end: 40 };

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** @type {NodeJS.Signals | undefined} */
let interruptedBy;

/**
 * @typedef {object} Background
 * @property {(text: string) => void} write receives what programs would print
 * @property {number} niceness of the programs: 0 is the default, 19 the lowest priority
 */

/** @type {AsyncLocalStorage<Background>} */
const background = new AsyncLocalStorage();

/**
 * Runs `work` in the background: the output of every program that it starts goes to `write`, so that outputs do not mix.
 * @template Result
 * @param {Background} options
 * @param {() => Promise<Result>} work
 */
export function inBackground(options, work) {
  return background.run(options, work);
}

/**
 * Forwards a signal to the child processes. Our own work ends and cleans up after they have ended; if there are none,
 * the process exits here.
 * @param {NodeJS.Signals} signal
 */
export function interrupt(signal) {
  interruptedBy = signal;
  if (running.size === 0) process.exit(statusOf(signal));
  for (const child of running) child.kill(signal);
}

/**
 * Starts a program in the project folder. `ended` resolves to its exit status, and rejects with `Interrupted` if we
 * got a signal.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function launch(command, args, options = {}) {
  const aside = background.getStore();
  const stdio = aside ? withoutScreen(options.stdio) : options.stdio;
  const child = spawn(command, args, { cwd: root, ...options, stdio });
  running.add(child);
  if (aside) passOn(child, options.stdio, aside);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.on("error", (error) => {
      running.delete(child);
      reject(new Failure(`${command} could not be started: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      running.delete(child);
      if (interruptedBy) reject(new Interrupted(interruptedBy));
      else resolve(code ?? (signal ? statusOf(signal) : 1));
    });
  });
  // Avoids an unhandled rejection if nothing awaits the process when a signal ends it.
  ended.catch(() => {});
  return { child, ended };
}

/**
 * @param {import("node:child_process").StdioOptions | undefined} stdio
 * @returns {import("node:child_process").StdioOptions | undefined}
 */
function withoutScreen(stdio) {
  if (stdio === "inherit") return ["ignore", "pipe", "pipe"];
  if (!Array.isArray(stdio)) return stdio;
  return stdio.map((stream, index) => (stream !== "inherit" ? stream : index === 0 ? "ignore" : "pipe"));
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {import("node:child_process").StdioOptions | undefined} stdio as the caller asked for it
 * @param {Background} aside
 */
function passOn(child, stdio, { write, niceness }) {
  for (const [index, stream] of [child.stdout, child.stderr].entries()) {
    const isForScreen = stdio === "inherit" || (Array.isArray(stdio) && stdio[index + 1] === "inherit");
    if (isForScreen) stream?.setEncoding("utf8").on("data", write);
  }
  try {
    if (child.pid && niceness > 0) setPriority(child.pid, niceness);
  } catch {
    // It has already ended.
  }
}

/**
 * Runs a program on this terminal and returns its exit status.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runOnScreen(command, args, env = process.env) {
  return launch(command, args, { env, stdio: "inherit" }).ended;
}

/**
 * Runs a program and shows its output only if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean, sentence: string }} options `sentence` is the error message for
 *   a failure
 */
export async function runQuietly(command, args, { sentence, ...options }) {
  const { child, ended } = launch(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
    });
  }
  const status = await ended;
  if (status !== 0) throw new Failure(`${excerpt(output)}\n\n${sentence} (exit status ${status}; see above).`);
}

/**
 * The first and last lines of a long text; all of a shorter one.
 * @param {string} output
 */
export function excerpt(output) {
  const lines = output.trimEnd().split("\n");
  const left = lines.length - EXCERPT.start - EXCERPT.end;
  if (left > 0) lines.splice(EXCERPT.start, left, `[… ${left} lines …]`);
  return lines.join("\n");
}
