# Two stages: what builds is not what runs. Needs no install scripts and no compiler.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY --from=build /app/dist ./dist
COPY contexts ./contexts
COPY schemas ./schemas
COPY migrations ./migrations
# Nothing is written but the data folder (the master key, when none is configured): the rest may be read-only.
RUN mkdir -m 0700 /data && chown node:node /data
ENV TESTAMUR_DATA_DIR=/data PORT=3000
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/healthz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Node itself, so that SIGTERM arrives.
CMD ["node", "dist/main.js"]
