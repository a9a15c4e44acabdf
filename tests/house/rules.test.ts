import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A small house in which every rule is broken once: a rule that catches nothing here would catch nothing anywhere. */
const PLANTED: Readonly<Record<string, { readonly text: string; readonly breaks: string }>> = {
  "src/catalogue/early.ts": { text: `import { late } from "../transactions/domain/late"; export const early = late;`, breaks: "upstream-only" },
  "src/transactions/domain/late.ts": { text: `export const late = 1;`, breaks: "" },
  "src/surveys/ask-type.ts": { text: `import type { Late } from "../reports/domain/late-type"; export type Ask = Late;`, breaks: "upstream-only" },
  "src/reports/domain/late-type.ts": { text: `export type Late = 1;`, breaks: "" },
  "src/transactions/back-door.ts": { text: `import { row } from "../catalogue/storage/row"; export const door = row;`, breaks: "through-the-front-door" },
  "src/catalogue/storage/row.ts": { text: `export const row = 1;`, breaks: "" },
  "src/reports/api/borrowed.resolver.ts": { text: `import { early } from "../../catalogue/api/some.resolver"; export const borrowed = early;`, breaks: "api-sees-upstream-types-only" },
  "src/catalogue/api/some.resolver.ts": { text: `export const early = 1;`, breaks: "" },
  "src/surveys/knows-its-door.ts": { text: `import { page } from "../web/page"; export const known = page;`, breaks: "product-below-doors" },
  "src/web/page.ts": { text: `export const page = 1;`, breaks: "" },
  "src/printed/goes-out.ts": { text: `import { page } from "../web/page"; export const out = page;`, breaks: "doors-side-by-side" },
  "src/web/commands.ts": { text: `import { lost } from "../cli/lost"; export const commands = lost;`, breaks: "doors-side-by-side" },
  "src/surveys/api/serves.resolver.ts": { text: `import { schema } from "../../graphql/schema"; export const serves = schema;`, breaks: "api-uses-the-graphql-kit-only" },
  "src/graphql/schema.ts": { text: `export const schema = 1;`, breaks: "" },
  "src/shared/knows-the-product.ts": { text: `import { late } from "../transactions/domain/late"; export const known = late;`, breaks: "floor-below-product" },
  "src/tallies/domain/reads.ts": { text: `import { readFileSync } from "node:fs"; export const read = readFileSync;`, breaks: "domain-is-pure" },
  "src/tallies/domain/draws.ts": { text: `import { newId } from "../../shared/new-id"; export const draw = newId;`, breaks: "domain-without-impure-shared" },
  "src/shared/new-id.ts": { text: `export const newId = (): string => "1";`, breaks: "" },
  "src/statistics/peeks.ts": { text: `import { late } from "../shared/something"; export const peek = late;`, breaks: "statistics-alone" },
  "src/shared/something.ts": { text: `export const late = 1;`, breaks: "" },
  "src/tallies/api/stores.resolver.ts": { text: `import { shelf } from "../storage/shelf"; export const stores = shelf;`, breaks: "api-without-storage" },
  "src/tallies/api/queries.resolver.ts": { text: `import { DataSource } from "typeorm"; export const source = DataSource;`, breaks: "api-without-storage" },
  "src/tallies/storage/shelf.ts": { text: `export const shelf = 1;`, breaks: "" },
  "src/voice/storage/speaks.ts": { text: `import { said } from "../api/said.type"; export const speaks = said;`, breaks: "storage-without-api" },
  "src/voice/api/said.type.ts": { text: `export const said = 1;`, breaks: "" },
  "src/voice/barrel-user.ts": { text: `import { thing } from "./index"; export const used = thing;`, breaks: "no-barrels" },
  "src/voice/index.ts": { text: `export const thing = 1;`, breaks: "" },
  "src/cli/one.ts": { text: `import type { Two } from "./two"; export type One = Two;`, breaks: "no-cycles" },
  "src/cli/two.ts": { text: `import type { One } from "./one"; export type Two = One;`, breaks: "" },
  "src/cli/develops.ts": { text: `import fc from "fast-check"; export const check = fc;`, breaks: "no-dev-packages-at-run-time" },
  "src/cli/measures.ts": { text: `import { makeSchema } from "postgraphile"; export const measures = makeSchema;`, breaks: "peers-stay-in-the-bench" },
  "src/cli/stranger.ts": { text: `import { x } from "no-such-package"; export const stranger = x;`, breaks: "no-unlisted-packages" },
  "src/cli/lost.ts": { text: `import { x } from "./nowhere"; export const lost = x;`, breaks: "resolvable" },
};

const LINTED: Readonly<Record<string, { readonly text: string; readonly breaks: string }>> = {
  "src/web/environment.ts": { text: `export const home = process.env["HOME"];\n`, breaks: "no-restricted-properties" },
  "src/web/nameless.ts": { text: `export default 1;\n`, breaks: "no-restricted-syntax" },
  "src/reports/storage/both-ends.ts": { text: `export const sql = "SELECT 1 WHERE day ${"between".toUpperCase()} $1 AND $2";\n`, breaks: "no-restricted-syntax" },
  "src/reports/domain/clock.ts": { text: `export const now = Date.now();\n`, breaks: "no-restricted-syntax" },
  "src/reports/domain/today.ts": { text: `export const today = new Date();\n`, breaks: "no-restricted-syntax" },
  "src/statistics/dice.ts": { text: `export const dice = Math.random();\n`, breaks: "no-restricted-syntax" },
  "src/reports/storage/related.entity.ts": { text: `import { ManyToOne } from "typeorm";\nexport const relation = ManyToOne;\n`, breaks: "no-restricted-imports" },
  "src/web/long.ts": { text: `${"// line\n".repeat(401)}export const long = 1;\n`, breaks: "max-lines" },
};

const root = join(__dirname, "../..");
let house: string;

beforeAll(() => {
  house = realpathSync(mkdtempSync(join(tmpdir(), "yusr-house-")));
  for (const file of ["package.json", "tsconfig.json", ".dependency-cruiser.js", "eslint.config.mjs"]) cpSync(join(root, file), join(house, file));
  symlinkSync(realpathSync(join(root, "node_modules")), join(house, "node_modules"));
  for (const [file, { text }] of Object.entries({ ...PLANTED, ...LINTED })) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }
});
afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

function run(script: string, args: readonly string[]): any {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, "node_modules", script), ...args], { cwd: house, encoding: "utf8", maxBuffer: 1e8 });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

test("every dependency rule catches its planted violation, and nothing else is caught", () => {
  const { summary } = run("dependency-cruiser/bin/dependency-cruise.mjs", ["--config", ".dependency-cruiser.js", "--output-type", "json", "src"]);
  const caught = new Set<string>(summary.violations.map((violation: any) => `${String(violation.from)} ${String(violation.rule.name)}`));
  const planted = Object.entries(PLANTED).filter(([, { breaks }]) => breaks !== "");
  for (const [file, { breaks }] of planted) expect([...caught]).toContain(`${file} ${breaks}`);
  expect([...new Set([...caught].map((entry) => entry.split(" ")[0]))].sort()).toEqual(planted.map(([file]) => file).sort());
  const rules = new Set<string>(summary.ruleSetUsed.forbidden.map((rule: any) => String(rule.name)));
  const proven = new Set(planted.map(([, { breaks }]) => breaks));
  expect([...rules].filter((rule) => !proven.has(rule))).toEqual([]);
});

test("every lint rule of the house catches its planted violation", () => {
  const files: any[] = run("eslint/bin/eslint.js", ["--format", "json", ...Object.keys(LINTED)]);
  const caught = files.map((file) => [file.filePath.slice(house.length + 1), file.messages.map((message: any) => message.ruleId)] as const);
  for (const [file, { breaks }] of Object.entries(LINTED)) {
    expect([file, caught.find(([path]) => path === file)?.[1]]).toEqual([file, expect.arrayContaining([breaks])]);
  }
}, 60_000);
