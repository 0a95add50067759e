import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_SERVER } from "next/constants.js";

/**
 * @param {string} phase
 * @returns {import("next").NextConfig}
 */
const settings = (phase) => ({
  // Collects the files that a release needs (`lib/cli/make-release.mjs`).
  // biome-ignore lint/style/noProcessEnv: this isn't a setting of Concord
  ...(process.env.CONCORD_STANDALONE && { output: /** @type {const} */ ("standalone") }),
  reactStrictMode: true,
  poweredByHeader: false,
  // The SQLite driver depends on the version of Node.js that runs the server, not the one that built it. Workers start
  // from files that a bundle wouldn't include.
  serverExternalPackages: ["@prisma/adapter-better-sqlite3", "tinypool"],
  // The development server only runs on this machine. Without this setting, pages opened at 127.0.0.1 don't hydrate.
  allowedDevOrigins: ["127.0.0.1"],
  // `npm test` checks types, so the build doesn't need to.
  typescript: { ignoreBuildErrors: true },
  // Our server redirects to the URL without a trailing slash, except for the annotation container, which must have
  // one.
  skipTrailingSlashRedirect: true,
  // The optimizer would cache every image on disk, even those of secret links, and keep serving them after the link is
  // revoked. Our images need no other sizes.
  images: { unoptimized: true },
  experimental: {
    // Source maps take three quarters of the build time and aren't used, because the server doesn't map its stack
    // traces.
    turbopackSourceMaps: phase === PHASE_DEVELOPMENT_SERVER,
  },
  headers: async () => [
    // Pages embedded elsewhere are sandboxed and have an opaque origin, so the browser only loads fonts if any origin
    // is allowed.
    { source: "/_next/static/media/:font*", headers: [{ key: "Access-Control-Allow-Origin", value: "*" }] },
  ],
});

/** @param {string} phase */
const config = async (phase) => {
  // The plugin is needed only by the bundler and the type checker.
  if (phase === PHASE_PRODUCTION_SERVER) return settings(phase);
  const { default: createNextIntlPlugin } = await import("next-intl/plugin");
  const withMessages = createNextIntlPlugin({
    requestConfig: "./app/_messages/request.ts",
    experimental: {
      // Compile messages during the build, so that browsers need no parser.
      messages: { path: "./app/_messages", format: "json", locales: "infer", precompile: true },
      // Writes the types of the values that each message takes.
      createMessagesDeclaration: "./app/_messages/en.json",
    },
  });
  return withMessages(settings(phase));
};

export default config;
