/** The address that people open, from PUBLIC_URL; null where it is the one that the server listens at. */
export function publicUrl({ PUBLIC_URL }: NodeJS.Dict<string> = process.env): URL | null {
  return PUBLIC_URL ? new URL(PUBLIC_URL) : null;
}

/**
 * Where people reach us, for links in what leaves the app, without a slash at its end: PUBLIC_URL, or where the server listens. Never
 * what a request says: its `Host` could be anybody's.
 */
export function publicOrigin(env: NodeJS.Dict<string> = process.env): string {
  const host = env.HOST || "127.0.0.1";
  return publicUrl(env)?.origin ?? `http://${host.includes(":") ? `[${host}]` : host}:${env.PORT || 3000}`;
}
