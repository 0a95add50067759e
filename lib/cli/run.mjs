// @ts-check
/** Starts other programs, and makes sure that none outlives the command that started it. */
import { spawn } from "node:child_process";
import { Failure, Interrupted, statusOf } from "./failure.mjs";
import { root } from "./root.mjs";

/** How much of a failed program's output is worth showing, in lines: the cause stands near its start or its end. */
const EXCERPT = { start: 20, end: 40 };

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** @type {NodeJS.Signals | undefined} */
let interruptedBy;

/**
 * Passes a signal on to what is running. Our own work then ends, and cleans up, when the programs it waits for have;
 * where there are none, it ends here.
 * @param {NodeJS.Signals} signal
 */
export function interrupt(signal) {
  interruptedBy = signal;
  if (running.size === 0) process.exit(statusOf(signal));
  for (const child of running) child.kill(signal);
}

/**
 * Starts a program in the project's folder. `ended` answers its exit status, and fails with `Interrupted` where a
 * signal has reached us meanwhile.
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
  // Nobody may be waiting for a server at the moment in which a signal ends it.
  ended.catch(() => {});
  return { child, ended };
}

/**
 * Runs a program on this terminal and answers its exit status.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runOnScreen(command, args, env = process.env) {
  return launch(command, args, { env, stdio: "inherit" }).ended;
}

/**
 * Runs a program without showing its output, unless it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean, sentence: string }} options `sentence` says what it means if it fails
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
 * The start and the end of a long text; all of a shorter one.
 * @param {string} output
 */
export function excerpt(output) {
  const lines = output.trimEnd().split("\n");
  const left = lines.length - EXCERPT.start - EXCERPT.end;
  if (left > 0) lines.splice(EXCERPT.start, left, `[… ${left} lines …]`);
  return lines.join("\n");
}
