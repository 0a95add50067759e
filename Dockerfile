# syntax=docker/dockerfile:1

# Builds the release folder (npm run build), and copies only that folder and Node.js to the final image.

FROM node:24.21-trixie-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# The folders that package-lock.json links to.
COPY app/_features/page-view/pdfjs-unused app/_features/page-view/pdfjs-unused
COPY app/_messages/next-intl-unused app/_messages/next-intl-unused
COPY lib/db/better-sqlite3 lib/db/better-sqlite3
COPY lib/db/better-sqlite3-node20 lib/db/better-sqlite3-node20
COPY lib/db/prisma-unused lib/db/prisma-unused
RUN npm ci --omit=dev --include=optional --no-audit --no-fund
COPY . .
RUN npm run -s build

FROM debian:trixie-slim
LABEL org.opencontainers.image.title="Concord" \
      org.opencontainers.image.description="Read a report with your team" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /src/dist /app
# An empty volume gets the owner of this folder.
RUN install --directory --owner=1000 --group=1000 /data
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data \
    CONTENT_DIR=/data/content
WORKDIR /app
USER 1000:1000
VOLUME /data
EXPOSE 3000
# While the search index of a large library is built, the server isn't ready.
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --start-interval=2s CMD ["node", "cli.js", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node"]
CMD ["server.js"]
