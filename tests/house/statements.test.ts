import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFile } from "../support/source-files";
import { classify, loadParser } from "../support/statement-kinds";
import { readList, writeList } from "../support/statement-list";
import { statementPatterns } from "../support/statement-patterns";

const document = readFileSync(join(__dirname, "../../docs/statements.md"), "utf8");
const list = readList(document);
beforeAll(loadParser);

/** What to do when one of these tests fails: record again, with the tests that send the statement. */
const HOW = "npm run statements -- tests/<those that send it>";

/** Statements with an intermediate result that the coordinator of a distributed database gathers, and what bounds it. */
const GATHERED: readonly (readonly [RegExp, string])[] = [
  [/^(?:duration|edge|fate)-counts$/u, "the counts of the services of one page of a report"],
  [/^driver-material$/u, "a year's months of one service"],
  [/^group-ratings$/u, "what is answered, before it is put in order"],
  [/^fold-.*-deltas-by-/u, "the deltas of one chunk of a fold, and the kept rows that they add to"],
];

test("every statement of the sources is in docs/statements.md as it stands there, and nothing else is", () => {
  const patterns = statementPatterns();
  expect(patterns.length).toBeGreaterThan(100);
  const missing = patterns.filter(({ pattern }) => !list.some(({ sql }) => pattern.test(sql))).map(({ where }) => `${where}: ${HOW}`);
  const gone = list.filter(({ sql }) => !patterns.some(({ pattern }) => pattern.test(sql))).map(({ name }) => `${name} is in no source: ${HOW}`);
  expect([...missing, ...gone]).toEqual([]);
});

test("every statement is of the kind it is listed under, and of one that a distributed database runs", () => {
  expect(list.filter(({ sql, kind }) => classify(sql).kind !== kind).map(({ name }) => name)).toEqual([]);
  const unfit = list.filter(({ kind, name }) => kind === "UNFIT" || (kind === "GATHERED" && !GATHERED.some(([known]) => known.test(name))));
  expect(unfit.map(({ name, sql }) => `${name}: ${classify(sql).reasons.join(", ")}`)).toEqual([]);
  expect(writeList(list)).toBe(document);
});

test("a statement that was changed, or is new, is found", () => {
  const changed = sourceFile("tallies/storage/x.view.ts", 'const a = "/* waiting-answers */ SELECT everything"; const b = `/* fresh */ SELECT 1 FROM passage WHERE service_id = $1 ${more}`;');
  const patterns = statementPatterns([changed]);
  expect(patterns.map(({ pattern }) => list.some(({ sql }) => pattern.test(sql)))).toEqual([false, false]);
});

test.each<[string, string]>([
  ["ROUTED", "SELECT * FROM passage WHERE service_id = $1 AND transaction_id = ANY ($2::uuid[]) FOR UPDATE"],
  ["ROUTED", "SELECT * FROM passage p JOIN transaction t ON t.service_id = p.service_id AND t.id = p.transaction_id WHERE t.service_id = $1::uuid"],
  ["ROUTED", "SELECT * FROM passage p WHERE (p.service_id, p.transaction_id) IN (SELECT service_id, id FROM transaction WHERE service_id = $1)"],
  ["ROUTED", "DELETE FROM passage WHERE service_id = $1"],
  ["ROUTED", "INSERT INTO passage (service_id, ordinal) VALUES ($1, $2)"],
  ["ROUTED", "INSERT INTO edge_tally AS kept (service_id, n) SELECT service_id, sum(n) FROM edge_delta WHERE service_id = $1 GROUP BY service_id ON CONFLICT (service_id) DO UPDATE SET n = kept.n + excluded.n"],
  ["CARRIES_ROWS", "INSERT INTO passage (service_id, ordinal) SELECT * FROM unnest($1::uuid[], $2::int[]) AS t (service_id, ordinal)"],
  ["CARRIES_ROWS", "UPDATE invitation i SET state = 'OPEN' FROM unnest($1::uuid[], $2::uuid[]) AS t (service_id, id) WHERE i.service_id = t.service_id AND i.id = t.id"],
  ["CARRIES_ROWS", "WITH permitted AS (UPDATE invitation SET state = 'ANSWERED' WHERE service_id = $1 RETURNING id), into_0 AS (INSERT INTO answer (service_id) SELECT service_id FROM unnest($2::uuid[]) AS sent (service_id) WHERE EXISTS (SELECT FROM permitted)) SELECT FROM permitted"],
  ["PUSHED_DOWN", "SELECT service_id, sum(n) FROM passage_tally WHERE service_id = ANY ($1::uuid[]) GROUP BY service_id"],
  ["PUSHED_DOWN", "SELECT service_id, sum(n) FROM (SELECT service_id, n FROM passage_tally UNION ALL SELECT service_id, n FROM passage_delta) AS kept GROUP BY service_id"],
  ["ROUTED", "DECLARE waiting NO SCROLL CURSOR FOR SELECT * FROM answer_delta WHERE service_id = $1"],
  ["PUSHED_DOWN", "SELECT count(*) FROM transaction WHERE ended_at < $1"],
  ["PUSHED_DOWN", "DELETE FROM response_link WHERE expires_on < $1"],
  ["PUSHED_DOWN", "SELECT service_id, unnest(bucket_keys) FROM duration_tally"],
  ["REFERENCE", "SELECT s.id FROM service s JOIN agency a ON a.id = s.agency_id WHERE a.code = $1"],
  ["UNFIT", "SELECT * FROM passage WHERE service_id = ANY ($1::uuid[]) FOR UPDATE"],
  ["UNFIT", "SELECT t.id FROM transaction t JOIN passage p ON p.transaction_id = t.id"],
  ["UNFIT", "SELECT row_number() OVER (ORDER BY n) FROM passage_tally"],
  ["UNFIT", "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM passage_tally"],
  ["UNFIT", "SELECT step_code, string_agg(outcome, ',') FROM passage_tally GROUP BY step_code"],
  ["GATHERED", "WITH kept AS MATERIALIZED (SELECT service_id, n FROM passage_tally) SELECT service_id, sum(n) FROM kept GROUP BY service_id"],
  ["GATHERED", "WITH kept AS (SELECT service_id, n FROM passage_tally) SELECT a.n FROM kept a JOIN kept b USING (service_id)"],
  ["UNFIT", "SELECT * FROM service s WHERE s.id IN (SELECT service_id FROM passage_tally) AND EXISTS (SELECT FROM edge_tally)"],
])("%s: %s", (kind, sql) => {
  expect(classify(sql).kind).toBe(kind);
});
