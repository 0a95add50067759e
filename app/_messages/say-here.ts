import "server-only";
import { headers } from "next/headers";
import type { Say } from "@/lib/errors/fill";
import { languageOf } from "./language-of";
import { sayIn } from "./say-in";

/** Renders problems in the language of the page that was requested. */
export async function sayHere(): Promise<Say> {
  return sayIn(languageOf(await headers()));
}
