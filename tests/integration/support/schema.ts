import { readFile } from "node:fs/promises";
import path from "node:path";
import { root } from "@/lib/cli/root.mjs";

/** The source of the data model. */
export const readSchema = (): Promise<string> => readFile(path.join(root, "prisma/schema.prisma"), "utf8");
