// Version 13 brings its binaries and needs Node.js 22: it crashes on 20. Version 12 must be built for each Node.js, and aborts on 24.
// Prisma's adapter imports `better-sqlite3` by that name, so the choice is made under it, once for everybody: package.json overrides the
// adapter's dependency with this package. `better-sqlite3-node20` asks for Node.js below 22, so that npm leaves 12 out elsewhere.
const major = Number.parseInt(process.versions.node, 10);

module.exports = major >= 22 ? require("better-sqlite3-13") : require("better-sqlite3-12");
