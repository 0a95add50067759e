"use client";

import { useRef, useState } from "react";
import { sendJson, uploadFile } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { UploadedSource } from "@/lib/sources/schemas";

/** An upload in progress. Sizes are in bytes. */
export interface UploadState {
  name: string;
  sent: number;
  size: number;
}

/** Uploads one file at a time. The server keeps it for a day until an edition is created from it. */
export function useSourceUpload() {
  const [progress, setProgress] = useState<UploadState | null>(null);
  const running = useRef<AbortController | null>(null);

  return {
    progress,
    /** @throws the errors of `uploadFile` */
    send: async (file: File): Promise<UploadedSource> => {
      const controller = new AbortController();
      running.current = controller;
      const { name, size } = file;
      setProgress({ name, sent: 0, size });
      try {
        return await withReauthentication(() =>
          uploadFile<UploadedSource>(`/api/sources?${new URLSearchParams({ name })}`, file, {
            // The request body may be a few bytes larger than the file.
            onProgress: (bytes) =>
              running.current === controller && setProgress({ name, sent: Math.min(bytes, size), size }),
            signal: controller.signal,
          }),
        );
      } finally {
        if (running.current === controller) {
          running.current = null;
          setProgress(null);
        }
      }
    },
    cancel: () => running.current?.abort(),
    /** Whether an upload failed because it was cancelled. */
    isCancelled: (error: unknown) => error instanceof DOMException && error.name === "AbortError",
    /** Deletes an uploaded file from the server. If that fails, the server does it within a day. */
    discard: ({ id }: Pick<UploadedSource, "id">) => {
      void sendJson("DELETE", `/api/sources/${id}`).catch(() => undefined);
    },
  };
}
