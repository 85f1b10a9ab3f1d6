# Kith in a container: server, web app and terminal client, about 85 MB over the slim Node image. docs/install.md says
# how to run it; `node tools/try-dockerfile.ts` runs these steps where there is no engine.
# To pin the base to the byte: --build-arg NODE=26-slim@sha256:… (`docker buildx imagetools inspect node:26-slim`).
ARG NODE=26-slim

FROM node:${NODE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node tools/pack.ts
# Out of the package, with only the packages that the running program imports, in the versions of the lockfile.
WORKDIR /app
RUN tar -xzf /build/dist/kith-*.tgz --strip-components=1 \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:${NODE}
LABEL org.opencontainers.image.title="Kith" org.opencontainers.image.licenses="MIT"
# Nothing is installed any more, and what is not there need not be kept safe.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
    /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-* \
  && ln -s /app/bin/kith.js /usr/local/bin/kith \
  && mkdir -m 0700 /data \
  && chown 1000:1000 /data
COPY --from=build /app /app
# What the terminal client keeps for whoever runs it in here (`docker compose exec kith kith chat`) is gone with the container.
ENV NODE_ENV=production KITH_DATA=/data KITH_PORT=8080 XDG_CONFIG_HOME=/tmp XDG_CACHE_HOME=/tmp
WORKDIR /app
# The image's user "node", by number so that an orchestrator sees that it is not root. It may write to /data only.
USER 1000:1000
VOLUME /data
EXPOSE 8080 8081 8082 8083 8084 8085
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.KITH_PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that SIGTERM reaches it: what was accepted is stored, then it ends.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "bin/kith.js"]
CMD ["serve"]
