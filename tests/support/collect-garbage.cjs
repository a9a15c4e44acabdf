// Required by a server whose memory is watched: what it holds is what is left when everything that may be dropped is dropped.
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

setFlagsFromString("--expose-gc");
setInterval(runInNewContext("gc"), Number(process.env.COLLECT_EVERY_MS)).unref();
