// An empty package in place of Prisma Studio and Prisma's local PostgreSQL. The `prisma` command, which generates our
// database clients, loads both at startup but needs them only for `prisma studio` and `prisma dev`, and they take 115
// MB. package.json overrides them with this package.
module.exports = {};
