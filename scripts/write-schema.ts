import { lexicographicSortSchema, printSchema } from "graphql";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeSchema } from "../src/graphql/schema";

/** Writes `schema/schema.graphql`: the SDL, sorted, so that a change of the API is a change one can read. */
const folder = join(__dirname, "../schema");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "schema.graphql"), `${printSchema(lexicographicSortSchema(makeSchema()))}\n`);
