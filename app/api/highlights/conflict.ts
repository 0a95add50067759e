import { errorResponse } from "@/app/_http/handler";
import { EditConflict } from "@/lib/annotations/rules";

/** Responds to an edit conflict with the current state: `{error, current}`. */
export async function orConflict<T>(requestId: string, change: Promise<T>): Promise<T | Response> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof EditConflict) return errorResponse(error, requestId, { current: error.current });
    throw error;
  }
}
