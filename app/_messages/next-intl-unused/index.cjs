// An empty package in place of a compiler and a file watcher. next-intl's plugin loads them, but uses them only to extract messages from
// source code, and they bring 12 MB of native code. package.json overrides them with this package.
exports.subscribe = undefined;
