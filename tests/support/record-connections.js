// Preloaded by `NODE_OPTIONS=-r`: writes down whom a process of Node tries to reach, one `host:port` (or path) a line.
const { appendFileSync } = require("node:fs");
const { Socket } = require("node:net");

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const { host = "localhost", port, path } = typeof first === "object" ? first : typeof first === "number" ? { port: first, host: typeof second === "string" ? second : undefined } : { path: first };
  appendFileSync(process.env.RECORDED_CONNECTIONS, `${path ?? `${host}:${port}`}\n`);
  return connect.apply(this, given);
};
