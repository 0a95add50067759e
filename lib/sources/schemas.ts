/** What crosses the wire about source files. The browser reads it too. */

import { z } from "zod";

export const sourceParams = z.object({ id: z.uuid() });

/** The query of an upload, whose body is the file. */
export const uploadQuery = z.object({
  /** The file's name. */
  name: z.string().trim().min(1).max(255),
});

/** A file as its uploader is told of it. */
export interface UploadedSource {
  id: string;
  name: string;
  /** In bytes. */
  size: number;
}
