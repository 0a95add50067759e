// @ts-check
/** Starts child processes, and makes sure that none of them outlives the command. */
import { spawn } from "node:child_process";
import { Failure, Interrupted, statusOf } from "./failure.mjs";
import { root } from "./root.mjs";

/** How many lines of a failed program's output to show. The cause is usually near the start or the end. */
const EXCERPT = { start: 20, end: 40 };

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** @type {NodeJS.Signals | undefined} */
let interruptedBy;

/**
 * Forwards a signal to the child processes. Once they have ended, the command cleans up and ends too. If there are
 * none, the process exits here.
 * @param {NodeJS.Signals} signal
 */
export function interrupt(signal) {
  interruptedBy = signal;
  if (running.size === 0) process.exit(statusOf(signal));
  for (const child of running) child.kill(signal);
}

/**
 * Starts a program in the project folder. `ended` resolves to its exit status, and rejects with `Interrupted` if this
 * process receives a signal.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function launch(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, ...options });
  running.add(child);
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
  const { status, output } = await runCaptured(command, args, options);
  if (status !== 0) throw new Failure(`${excerpt(output)}\n\n${sentence} (exit status ${status}; see above).`);
}

/**
 * Runs a program, and returns its exit status and everything that it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 */
export async function runCaptured(command, args, options = {}) {
  const { child, ended } = launch(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
    });
  }
  return { status: await ended, output };
}

/**
 * The first and last lines of a long text, or all lines of a short one.
 * @param {string} output
 */
export function excerpt(output) {
  const lines = output.trimEnd().split("\n");
  const left = lines.length - EXCERPT.start - EXCERPT.end;
  if (left > 0) lines.splice(EXCERPT.start, left, `[… ${left} lines …]`);
  return lines.join("\n");
}
