/** The data about source files that requests and responses contain. Shared with the browser. */

import { z } from "zod";
import { PICTURE_ID, type Picture } from "../report/pictures";

export const sourceParams = z.object({ id: z.uuid() });

/** A picture that was read from a source. */
export const pictureParams = sourceParams.extend({ picture: z.string().regex(PICTURE_ID) });

/** A picture in a public report. */
export const publicPictureParams = pictureParams.pick({ picture: true }).extend({ slug: z.string() });

/** The URL of a picture in a public report, for people without an account. */
export function publicPictureAddress(slug: string, { id }: Pick<Picture, "id">): string {
  return `/api/public/${slug}/pictures/${id}`;
}

/** The URL of a picture that was read from a source. */
export function pictureAddress(sourceId: string, { id }: Pick<Picture, "id">): string {
  return `/api/sources/${sourceId}/pictures/${id}`;
}

/** The query of an upload. The body of the request is the file. */
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
