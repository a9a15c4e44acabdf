import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Bytes that are really held: what is left when everything that may be dropped is dropped. */
export function heldBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
