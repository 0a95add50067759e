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
