"use client";

import { useRef, useState } from "react";
import { sendJson, uploadFile } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { UploadedSource } from "@/lib/sources/schemas";

export const MEGABYTE = 1024 * 1024;

/** A file that is being uploaded or is waiting for other uploads to finish. Sizes are in bytes. */
export interface UploadState {
  key: number;
  name: string;
  /** Null while the file is waiting. */
  sent: number | null;
  size: number;
}

/**
 * Uploads files one after another. The server keeps each for a day until an import job or an edition is created from
 * it.
 */
export function useUploads() {
  const [uploads, setUploads] = useState<readonly UploadState[]>([]);
  const controllers = useRef(new Map<number, AbortController>());
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const count = useRef(0);

  const change = (key: number, sent: number) =>
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, sent } : each)));

  const upload = async (key: number, file: File, signal: AbortSignal): Promise<UploadedSource> => {
    signal.throwIfAborted();
    change(key, 0);
    const address = `/api/sources?${new URLSearchParams({ name: file.name })}`;
    return withReauthentication(() =>
      uploadFile<UploadedSource>(address, file, {
        // Request bodies may be a few bytes larger than the file.
        onProgress: (bytes) => change(key, Math.min(bytes, file.size)),
        signal,
      }),
    );
  };

  return {
    uploads,
    /** @throws the errors of `uploadFile` */
    send: (file: File): Promise<UploadedSource> => {
      const key = ++count.current;
      const controller = new AbortController();
      controllers.current.set(key, controller);
      setUploads((all) => [...all, { key, name: file.name, sent: null, size: file.size }]);
      const sending = last.current.then(() => upload(key, file, controller.signal));
      last.current = sending.catch(() => undefined);
      return sending.finally(() => {
        controllers.current.delete(key);
        setUploads((all) => all.filter((each) => each.key !== key));
      });
    },
    cancel: (key: number) => controllers.current.get(key)?.abort(),
    /** Whether an upload failed because it was cancelled. */
    isCancelled: (error: unknown) => error instanceof DOMException && error.name === "AbortError",
    /** Deletes an uploaded file from the server. If the request fails, the server deletes the file within a day. */
    discard: ({ id }: Pick<UploadedSource, "id">) => {
      void sendJson("DELETE", `/api/sources/${id}`).catch(() => undefined);
    },
  };
}
