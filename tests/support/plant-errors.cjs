// Loaded into a server by tests/trust/last-resort.test.ts: at each SIGUSR2 it does the next thing that PLANTS names, as a
// bug of ours would.
const { EventEmitter } = require("node:events");

const DO = {
  timer: () => setTimeout(() => { throw new Error("planted: timer"); }, 1),
  emitter: () => new EventEmitter().emit("error", new Error("planted: emitter")),
  promise: () => { Promise.reject(new Error("planted: promise")); },
  unwatched: () => {
    process.removeAllListeners("uncaughtException");
    setTimeout(() => { throw new Error("planted: unwatched"); }, 1);
  },
};
const plants = process.env.PLANTS.split(",");
process.on("SIGUSR2", () => DO[plants.shift()]());
