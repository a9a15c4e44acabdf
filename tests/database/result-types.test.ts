import { types } from "pg";
import { createDataSource } from "../../src/database/data-source";
import { RESULT_TYPES } from "../../src/database/result-types";
import { createTestDatabase } from "../support/test-database";

const FLOATS = 1022;
const INTEGERS = 1007;
const usual = types.getTypeParser as (oid: number, format?: "text" | "binary") => (text: string) => unknown;

test.each([
  [INTEGERS, "{}"],
  [INTEGERS, "{7}"],
  [INTEGERS, "{-2147483648,0,2147483647}"],
  [INTEGERS, "{1,NULL,3}"],
  [INTEGERS, "{{1,2},{3,4}}"],
  [INTEGERS, "[0:1]={5,6}"],
  [FLOATS, "{0,-0.5,1e-07,1.7976931348623157e+308,9007199254740993}"],
  [FLOATS, "{NaN,Infinity,-Infinity,NULL}"],
])("%i %s is read as the driver reads it", (oid, text) => {
  expect(RESULT_TYPES.getTypeParser(oid)(text)).toEqual(usual(oid)(text));
});

test("every other type is read by the driver's own parsers", () => {
  for (const oid of [20, 23, 701, 1184, 1016, 3802]) expect(RESULT_TYPES.getTypeParser(oid)).toBe(usual(oid));
  expect(RESULT_TYPES.getTypeParser(FLOATS, "binary")).toBe(usual(FLOATS, "binary"));
});

test("what PostgreSQL sends through the house's connections arrives as numbers", async () => {
  const database = await createTestDatabase();
  const dataSource = await createDataSource(database.connections.app, { poolSize: 1, prepares: true }).initialize();
  try {
    const [row] = await dataSource.query("/* arrays */ SELECT ARRAY[1, $1::integer] AS whole, ARRAY[0.1::float8, NULL, 'NaN'] AS broken, ARRAY[1.5::float8, 1e21] AS large", [2]);
    expect(row).toEqual({ whole: [1, 2], broken: [0.1, null, NaN], large: [1.5, 1e21] });
  } finally {
    await dataSource.destroy();
    await database.drop();
  }
});
