import { addTallyCommand } from "../../src/cli/tally.command";
import { withClient } from "../../src/database/roles";
import { addChecksums, checksum } from "../../src/tallies/domain/checksum";
import type { CountRow } from "../../src/tallies/domain/count-row";
import { grainsOf } from "../../src/tallies/domain/grain";
import { DURATION_TALLY, INVITATION_TALLY, PLACE_TALLY, RETURN_TALLY, TALLIES, type Tally } from "../../src/tallies/domain/tally";
import { columnName, tallyTable } from "../../src/tallies/storage/tally-table";
import { OPERATOR } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";
import { granted, openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
});
afterAll(() => desk.app.close());

const yusr = (command: string): Promise<CliRun> => runCommand(desk.app.house, [addTallyCommand], "tally", command, "--service", desk.service.name, "--json");
const differences = async (): Promise<unknown> => JSON.parse((await yusr("verify")).out).differences;
const fold = () => desk.app.house.tallies.fold.fold(OPERATOR);

/** A transaction of a day of February. */
const journey = (day: number): object => {
  const at = (time: string): string => `2026-02-${String(day).padStart(2, "0")}T${time}:00+04:00`;
  return granted(desk.service, { startedAt: at("08:00"), endedAt: at("12:00"), passages: [
    { ordinal: 1, step: "SIGN", enteredAt: at("08:00"), leftAt: at("08:07") },
    { ordinal: 2, step: "REVIEW", enteredAt: at("09:00"), leftAt: at("11:30") },
  ] });
};

/** Seals some transactions and strips them, as retention will; who was asked about them stays. */
async function strip(ids: readonly string[]): Promise<void> {
  const { house } = desk.app;
  await house.dataSource.transaction(async (unit) => {
    await house.tallyChecks.seal.seal(unit, desk.service.id, [...(await house.transactions.lookup.byId(unit, desk.service.id, ids)).values()]);
    for (const [table, column] of [["passage", "transaction_id"], ["transaction", "id"]]) await unit.query(`DELETE FROM ${table ?? ""} WHERE ${column ?? ""} = ANY ($1::uuid[])`, [ids]);
  });
}

test("a checksum of two accounts together is the sum of theirs, and differs where they do", () => {
  const row = (n: number, bucket: number): CountRow => ({ tally: DURATION_TALLY, key: ["s", "2026-02-01", "p", "A"], measures: [n, 0, 1000 * n], buckets: new Map([[bucket, n]]) });
  const of = (...rows: readonly CountRow[]): bigint => checksum("DAY", rows);
  expect(of({ ...row(5, 7), measures: [8, 0, 8000], buckets: new Map([[7, 5], [9, 3]]) })).toBe(addChecksums(of(row(5, 7)), of(row(3, 9))));
  expect(addChecksums(of(row(4, 7)), of(row(-4, 7)))).toBe(0n);
  for (const other of [row(6, 7), row(5, 8), { ...row(5, 7), key: ["s", "2026-02-02", "p", "A"] }]) expect(of(other)).not.toBe(of(row(5, 7)));
  expect(checksum("MONTH", [row(5, 7)])).not.toBe(of(row(5, 7)));
});

test("counts whose facts are gone are checked by their seal; a wrong one is found, and rebuild leaves it alone", async () => {
  const receipts = (await desk.record([3, 3, 5, 9, 20].map(journey))).map(({ receipt }) => receipt);
  await desk.record([granted(desk.service)]);
  await withClient({ url: desk.app.database.url }, async (client) => {
    await client.query("ALTER TABLE survey_decision DROP CONSTRAINT survey_decision_transaction_fk");
  });
  await strip(receipts.slice(0, 2));
  expect(await differences()).toEqual({});
  await fold();
  await strip(receipts.slice(2, 4));
  // Late, and kept: it counts in a sealed month.
  await desk.record([journey(4)]);
  expect(await differences()).toEqual({});
  await fold();
  expect(await differences()).toEqual({});

  for (const tally of TALLIES.filter((one: Tally) => ![INVITATION_TALLY, PLACE_TALLY, RETURN_TALLY].includes(one as never))) {
    for (const grain of grainsOf(tally)) {
      const [table, measure] = [tallyTable(tally, grain), columnName(tally.measures[0])];
      const plant = (n: number): Promise<unknown> =>
        desk.query(`UPDATE ${table} SET ${measure} = ${measure} + $2 WHERE ctid = (SELECT ctid FROM ${table} WHERE service_id = $1 AND day < '2026-03-01' ORDER BY day, ${measure} DESC LIMIT 1)`, [desk.service.id, n]);
      await plant(1);
      expect(await differences()).toEqual({ [table]: 1 });
      const { out, failed } = await yusr("rebuild");
      expect([JSON.parse(out), failed?.code]).toMatchObject([{ mended: {}, left: 1 }, "FACTS_GONE"]);
      await plant(-1);
    }
  }
  expect(await differences()).toEqual({});
  await desk.query("UPDATE edge_month_tally SET n = n + 1 WHERE service_id = $1 AND day = '2026-03-01' AND from_step = 'SIGN'", [desk.service.id]);
  expect(JSON.parse((await yusr("rebuild")).out)).toMatchObject({ mended: { edge_month_tally: 1 }, left: 0 });
  expect(await differences()).toEqual({});
});

test("stripped without a seal, every count of it is one too many", async () => {
  const [{ receipt }] = await desk.record([granted(desk.service)]);
  await desk.query("DELETE FROM passage WHERE transaction_id = $1", [receipt]);
  await desk.query("DELETE FROM transaction WHERE id = $1", [receipt]);
  expect(Object.keys(await differences() as object).length).toBeGreaterThan(10);
});
