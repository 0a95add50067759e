import { PHASE_DEVELOPMENT_SERVER } from "next/constants.js";

/**
 * @param {string} phase
 * @returns {import("next").NextConfig}
 */
const config = (phase) => ({
  reactStrictMode: true,
  poweredByHeader: false,
  // The SQLite driver is chosen by the version of Node.js that runs the server, not by that of the build. Workers start from files that a
  // bundle would not have.
  serverExternalPackages: ["@prisma/adapter-better-sqlite3", "tinypool"],
  // The only dev server is this machine's own; without this, pages opened at 127.0.0.1 do not hydrate.
  allowedDevOrigins: ["127.0.0.1"],
  // `npm test` checks types by itself, so the build does not do it a second time.
  typescript: { ignoreBuildErrors: true },
  // Our server leads to the address without a slash at its end, but for the one that must have it: a container of annotations.
  skipTrailingSlashRedirect: true,
  // The optimizer would keep every picture that it is asked for on the disk, also that of a secret link, and answer with it once the link is
  // revoked. Ours need no other sizes.
  images: { unoptimized: true },
  experimental: {
    // Three quarters of a build, which nothing reads: the server does not map its stack traces.
    turbopackSourceMaps: phase === PHASE_DEVELOPMENT_SERVER,
  },
  // Next compresses an answer of ours only where its type was there before: what a handler sets it does not recognise.
  // The stream of changes is not to be compressed, and a browser takes it for none under another type; files and pictures have
  // types of their own. A note of the REST API is not compressed, since its tag names its bytes, nor is an annotation.
  headers: async () => [
    {
      source:
        "/api/:path((?!events$|metrics$|notes/export$|passages/[^/]+/picture$|v1/notes/[^/]+$|docs$|annotations).*)",
      headers: [{ key: "Content-Type", value: "application/json" }],
    },
    // What is embedded elsewhere stands in a sandbox, whose origin is none: a browser gives it fonts only where every origin may have them.
    { source: "/_next/static/media/:font*", headers: [{ key: "Access-Control-Allow-Origin", value: "*" }] },
  ],
});

export default config;
