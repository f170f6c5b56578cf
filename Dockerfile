# One image for both parts of the product: `node bin/server.ts` (the default) and `node bin/worker.ts`.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No install scripts: the only one that matters fetches a Node of its own, and this image is Node.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim AS editor
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN node bin/build.ts

FROM node:24-slim
# Temporal's client checks the certificate of a remote server against the system's list, which the slim image lacks.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /data /outbox
ENV NODE_ENV=production DATA_FOLDER=/data OUTBOX_FOLDER=/outbox
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY . .
COPY --from=editor /app/editor/dist editor/dist
USER node
EXPOSE 3000
CMD ["node", "bin/server.ts"]
