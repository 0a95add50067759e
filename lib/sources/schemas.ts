/** The data about source files that requests and responses contain. Shared with the browser. */

import { z } from "zod";

export const sourceParams = z.object({ id: z.uuid() });

/** The query of an upload, whose body is the file. */
export const uploadQuery = z.object({
  /** The file's name. */
  name: z.string().trim().min(1).max(255),
});

/** The data about a file that its uploader receives. */
export interface UploadedSource {
  id: string;
  name: string;
  /** In bytes. */
  size: number;
}
