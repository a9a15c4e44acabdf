import { parse } from "csv-parse/sync";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** How a requirement of OWASP's ASVS 5.0.0 stands: `OPERATOR` is for whoever runs Yusr, `NO` does not apply. */
const STATES = ["MET", "PARTLY", "NOT_MET", "OPERATOR", "NO"];

interface Row {
  readonly requirement: string;
  readonly level: string;
  readonly state: string;
  readonly why: string;
  readonly tests: string;
}

const rows = parse(readFileSync(join(root, "docs/asvs.csv")), { columns: true }) as readonly Row[];

/** Ids (`S9`, `F1`, …) that stand in the title of a test. */
function testIds(): ReadonlySet<string> {
  const files = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
  const titles = files.flatMap((name) => readFileSync(join(root, "tests", name), "utf8").match(/\b(?:test|describe)(?:\.\w+)*(?:\([^)]*\))?\(\s*["'`][^"'`]*/gu) ?? []);
  return new Set(titles.flatMap((title) => title.match(/\b[SFPW]\d+b?\b/gu) ?? []));
}

/** What is wrong with rows; none of the standard's chapters may be shortened. */
function problems(given: readonly Row[], known: ReadonlySet<string>): readonly string[] {
  return given.flatMap(({ requirement, level, state, why, tests }) => [
    ...(/^[123]$/u.test(level) ? [] : [`${requirement}: level`]),
    ...(STATES.includes(state) ? [] : [`${requirement}: state`]),
    ...(why === "" ? [`${requirement}: no reason`] : []),
    ...tests.split(" ").filter((one) => one !== "" && !(one.includes("/") ? existsSync(join(root, one)) : known.has(one))).map((one) => `${requirement}: no test ${one}`),
  ]);
}

test("every requirement of ASVS 5.0.0 has its row, and the tests that rows name are there", () => {
  const sections = new Map<string, number>();
  for (const { requirement } of rows) {
    const [, section = "", n] = /^(V\d+\.\d+)\.(\d+)$/u.exec(requirement) ?? [];
    expect([requirement, Number(n)]).toEqual([requirement, (sections.get(section) ?? 0) + 1]);
    sections.set(section, Number(n));
  }
  expect([rows.length, sections.size]).toEqual([345, 80]);
  expect(problems(rows, testIds())).toEqual([]);
});

test("a row without a reason, and one that names a test nobody wrote, are found", () => {
  const planted = [{ requirement: "V1.1.1", level: "2", state: "MET", why: "", tests: "S9 S999" }, { requirement: "V1.1.2", level: "4", state: "DONE", why: "so", tests: "tests/none.test.ts" }];
  expect(problems(planted, new Set(["S9"]))).toEqual(["V1.1.1: no reason", "V1.1.1: no test S999", "V1.1.2: level", "V1.1.2: state", "V1.1.2: no test tests/none.test.ts"]);
});
