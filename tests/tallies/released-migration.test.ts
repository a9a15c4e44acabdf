import { createDataSource } from "../../src/database/data-source";
import { migrate } from "../../src/database/migrate";
import { ReleasedAnswersAudit } from "../../src/tallies/released-answers-audit";
import { givenService } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { granted, openSurveyDesk, SUBMIT, type SurveyDesk } from "../surveys/survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk({ random: () => 0.5 });
  await desk.publish();
});
afterAll(() => desk.app.close());

const MARCH = { from: "2026-03-01", to: "2026-04-01" };
const NIL = "00000000-0000-0000-0000-000000000000";

async function answered(n: number, more: object = {}): Promise<void> {
  for (const [i, { invitation }] of (await desk.record(Array.from({ length: n }, () => granted(desk.service, more)))).entries()) {
    const answers = [{ instrument: "COMPLETED", choice: "YES" }, { instrument: "CES5_EASE", score: 1 + (i % 5) }, { instrument: "HARDEST_STEP", choice: "STEP", step: "PAY" }, { instrument: "STEP_EASE5", step: "SIGN", score: 2 }];
    const { data } = await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers } });
    expect(data.submitResponse.status).toBe("RECORDED");
  }
}

test("a database of the version before keeps its answers, released and waiting, and goes on", async () => {
  const { house, database } = desk.app;
  const single = await givenService(desk.app);
  await answered(10);
  await house.tallies.release.release(OPERATOR);
  await answered(4, { channel: "KIOSK" });
  const seen = () => house.units.read(async (unit) => [
    await house.tallies.lookup.answers(unit, { serviceIds: [desk.service.id], period: MARCH }),
    await house.tallies.lookup.choices(unit, { serviceIds: [desk.service.id], period: MARCH }),
  ]);
  const before = await seen();
  const owner = await createDataSource(database.connections.owner, { poolSize: 2 }).initialize();
  try {
    const there = owner.migrations.length;
    for (let left = there; left > 0 && (await owner.query("SELECT to_regclass('answer_month_tally') AS found"))[0].found !== null; left -= 1) await owner.undoLastMigration();
    const n = Array.from({ length: 11 }, (_, score) => [`n${String(score)}`, `w${String(score)}`]).flat();
    await owner.query(
      `INSERT INTO answer_tally (service_id, instrument_code, instrument_version, moment, mode, collector, step_code, day, ${n.join(", ")}, weight_squares, first_day, last_day)
       SELECT $1, 'CSAT5', 1, 'AFTER_OUTCOME', 'WEB', 'YUSR', '', day, ${n.map((column) => (column === "n5" ? "10" : column === "w5" ? "10000000" : "0")).join(", ")}, 10000000, day, day
       FROM (VALUES (date '2026-03-04'), ('2026-03-20')) AS d (day)`,
      [single.id],
    );
  } finally {
    await owner.destroy();
  }
  await migrate(database.connections.owner);
  expect(await seen()).toEqual(before);
  const rows = await desk.query("SELECT DISTINCT procedure_id, channel IN ('WEB', 'KIOSK') AS known, language, outcome, segment, touchpoint, jackknife_group >= 0 AS grouped, drivers FROM answer_delta");
  expect(rows).toEqual([{ procedure_id: desk.service.procedureId, known: true, language: "ar", outcome: "GRANTED", segment: "", touchpoint: "", grouped: true, drivers: null }]);
  const versions = await desk.query("SELECT DISTINCT service_id, procedure_id, day::text FROM answer_month_tally ORDER BY procedure_id");
  expect(versions).toEqual([{ service_id: desk.service.id, procedure_id: NIL, day: "2026-03-01" }, { service_id: single.id, procedure_id: single.procedureId, day: "2026-03-01" }]);
  const [one] = await house.units.read((unit) => house.tallies.lookup.groups(unit, { serviceIds: [single.id], months: MARCH, by: [] }));
  expect(one).toMatchObject({ group: null, weightSquares: 20_000_000 });
  const [cells] = await house.units.read((unit) => house.tallies.lookup.breakdowns(unit, { serviceIds: [single.id], months: MARCH, dimensions: ["CHANNEL"] }));
  expect(cells).toMatchObject({ leftOut: 0, cells: [{ value: null, counts: [0, 0, 0, 0, 0, 20, 0, 0, 0, 0, 0] }] });
  await answered(8);
  await house.tallies.release.release(OPERATOR);
  const differences = await house.units.read((unit) => new ReleasedAnswersAudit(house.surveys.lookup).differences(unit, desk.service.id));
  expect(differences).toEqual([]);
});
