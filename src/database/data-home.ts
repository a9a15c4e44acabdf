import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { databaseUser } from "./embedded";

/** Where root's installations keep their data when PostgreSQL's own user cannot enter the folder asked for. */
const ROOT_DATA_DIR = join("/", "var", "lib", "yusr");

/**
 * The folder that really holds the embedded database and the secrets: the one asked for, unless we are root (whom
 * PostgreSQL refuses) and the user it runs as instead cannot enter there.
 */
export function dataHome(wanted: string): { readonly dir: string; readonly moved: boolean } {
  const user = databaseUser();
  if (user.uid === undefined) return { dir: wanted, moved: false };
  let nearest = wanted;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  const reachable = spawnSync("test", ["-x", nearest], { ...user, cwd: "/" }).status === 0;
  return reachable ? { dir: wanted, moved: false } : { dir: ROOT_DATA_DIR, moved: true };
}
