import path from "node:path";

/** npm runs scripts in the project's folder; paths are meant from where the person stands. */
export function fromWhereThePersonStands(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}
