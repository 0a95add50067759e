// Version 13 has prebuilt binaries, but needs Node.js 22 and crashes on 20. Version 12 must be built for each version
// of Node.js, and aborts on 24. Prisma's adapter imports `better-sqlite3`, so this package has that name and selects
// the version. In package.json, an override replaces the adapter's dependency with it. `better-sqlite3-node20` requires
// Node.js below 22, so that npm only installs version 12 there.
const major = Number.parseInt(process.versions.node, 10);

module.exports = major >= 22 ? require("better-sqlite3-13") : require("better-sqlite3-12");
