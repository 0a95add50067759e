// An empty package that replaces @swc/core and @parcel/watcher, which take up 12 MB. next-intl's plugin loads both at
// startup, but needs them only to extract messages from source code. package.json contains the overrides.
exports.subscribe = undefined;
