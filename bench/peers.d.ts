// What bench/package.json brings, as far as it is used here. Declared, so that types and lint can be checked on a clean
// clone, before anybody has run `npm run bench`.
declare module "pg-copy-streams" {
  import type { Submittable } from "pg";
  import type { Writable } from "node:stream";

  export function from(text: string): Writable & Submittable;
}
