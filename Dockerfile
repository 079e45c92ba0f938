# Every image of the platform. No BuildKit needed.
#
#   docker build --build-arg SERVICE=identity -t marketing/identity .     a service (identity, tracking, campaign, lead, content)
#   docker build --target migrations -t marketing/migrations .            brings the schemas up to date, then ends
#   docker build --target vectors -t marketing/vectors .                  the local Pinecone-compatible server
#   docker build --target cli -t marketing/cli .                          the `marketing` command
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

# What npm reads, alone, so that packages are installed again only when it changes.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /src
COPY . .
RUN mkdir /manifests \
  && cp package-lock.json .npmrc /manifests/ \
  && find . -name package.json -exec cp --parents -t /manifests {} +

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY --from=manifests /manifests/ ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM packages AS source
COPY . .

# Root owns the files, nobody writes them: the root file system may be read-only.
FROM ${NODE_IMAGE} AS runtime
ENV NODE_ENV=production
WORKDIR /app
USER 10001:10001

FROM source AS assemble-migrations
RUN node deploy/docker/assemble.ts /out deploy/local/src/migrateMain.ts services/*/package.json

FROM runtime AS migrations
COPY --from=assemble-migrations /out/packages/ ./
COPY --from=assemble-migrations /out/program/ ./
CMD ["node", "deploy/local/src/migrateMain.ts", "up"]

FROM source AS assemble-vectors
RUN node deploy/docker/assemble.ts /out deploy/local/pinecone/src/main.ts && mkdir -p /out/data

FROM runtime AS vectors
COPY --from=assemble-vectors /out/program/ ./
# A named volume takes over whose directory it is.
COPY --from=assemble-vectors --chown=10001:10001 /out/data/ /data/
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:5081/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "deploy/local/pinecone/src/main.ts", "--host", "0.0.0.0", "--port", "5081", "--data-dir", "/data"]

FROM source AS assemble-cli
RUN node deploy/docker/assemble.ts /out clients/cli/src/main.ts \
  && mkdir -p /out/state/.data && echo '{}' > /out/state/.data/stack.json

FROM runtime AS cli
COPY --from=assemble-cli /out/packages/ ./
COPY --from=assemble-cli /out/program/ ./
# Where the command keeps the tenant and the key that it made.
COPY --from=assemble-cli --chown=10001:10001 /out/state/ /state/
WORKDIR /state
ENTRYPOINT ["node", "/app/clients/cli/src/main.ts"]
CMD ["--help"]

FROM source AS assemble-service
ARG SERVICE
RUN test -n "${SERVICE}" || { echo 'Which service? --build-arg SERVICE=identity' >&2; exit 1; }
RUN node deploy/docker/assemble.ts /out "services/${SERVICE}/src/main.ts" shared/src/telemetry/register.ts deploy/docker/health.ts

FROM runtime AS service
ENV GRPC_HOST=0.0.0.0
COPY --from=assemble-service /out/packages/ ./
COPY --from=assemble-service /out/program/ ./
ARG SERVICE
WORKDIR /app/services/${SERVICE}
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 CMD ["node", "/app/deploy/docker/health.ts"]
CMD ["node", "--import", "@marketing/shared/telemetry/register", "src/main.ts"]
