import { access, constants } from "node:fs/promises";

/** The first of these programs that is installed. Workers have no `PATH`, so programs are looked for by their paths. */
export async function firstInstalled(programs: readonly string[]): Promise<string | undefined> {
  for (const program of programs) {
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return program;
  }
  return undefined;
}

interface ProgramLimits {
  /** CPU time in seconds. */
  seconds: number;
  /** Address space in kilobytes. macOS ignores this limit. */
  kilobytes: number;
}

/**
 * Arguments for `/bin/sh` that run a program within limits. The shell sets the limits and is then replaced by the
 * program.
 */
export function limited({ seconds, kilobytes }: ProgramLimits, program: string, args: readonly string[]): string[] {
  return ["-c", `ulimit -t ${seconds}; ulimit -v ${kilobytes} 2>/dev/null; exec "$0" "$@"`, program, ...args];
}

/**
 * Like `limited`, but the program is killed when the process that started it is gone, together with all processes that
 * it has started. For this, its standard input must be a pipe, and it must have its own process group. Its home folder,
 * which is temporary, is deleted as well.
 */
export function guarded({ seconds, kilobytes }: ProgramLimits, program: string, args: readonly string[]): string[] {
  const limits = `ulimit -t ${seconds}; ulimit -v ${kilobytes} 2>/dev/null`;
  // The pipe ends when the process that holds its other end is gone.
  const guard = '{ read -r _ <&3; kill -KILL $$ "$program"; rm -rf "$HOME"; kill -KILL 0; } & guard=$!';
  const end = 'wait "$program"; code=$?; kill -KILL "$guard"; exit "$code"';
  return ["-c", `${limits}; exec 3<&0; "$0" "$@" 3<&- & program=$!; ${guard}; ${end}`, program, ...args];
}
