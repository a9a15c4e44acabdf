import { ReleasedAnswersAudit } from "../../src/tallies/released-answers-audit";
import { addTallyCommand } from "../../src/cli/tally.command";
import { OPERATOR } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { granted, openSurveyDesk, SUBMIT, type SurveyDesk } from "../surveys/survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk({ random: () => 0.5 });
  await desk.publish();
});
afterAll(() => desk.app.close());

const differences = () => desk.app.house.units.read((unit) => new ReleasedAnswersAudit(desk.app.house.surveys.lookup).differences(unit, desk.service.id));

async function answered(n: number, more?: object): Promise<void> {
  const results = await desk.record(Array.from({ length: n }, (_, i) => granted(desk.service, more ?? (i % 3 === 0 ? { channel: "KIOSK" } : {}))));
  for (const [i, { invitation }] of results.entries()) {
    const answers = [
      { instrument: "COMPLETED", choice: i % 2 === 0 ? "YES" : "NO" }, { instrument: "CES5_EASE", score: 1 + (i % 5) },
      { instrument: "HARDEST_STEP", choice: "STEP", step: "PAY" }, { instrument: "STEP_EASE5", step: "SIGN", score: 2 },
    ];
    const { data } = await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers } });
    expect(data.submitResponse.status).toBe("RECORDED");
  }
}

test("what is kept of answers agrees with the answers, released or not; whatever is wrong is told", async () => {
  await answered(14);
  expect(await differences()).toEqual([]);
  await desk.app.house.tallies.release.release(OPERATOR);
  expect(await differences()).toEqual([]);
  await answered(17);
  desk.at(new Date("2026-04-20T09:00:00Z"));
  await desk.app.house.tallies.release.release(OPERATOR);
  const kept = await desk.query("SELECT (SELECT count(*) FROM answer_breakdown_tally)::integer AS shown, (SELECT sum(n)::integer FROM driver_tally) AS drivers, (SELECT count(*) FROM answer_delta)::integer AS waiting");
  expect(kept).toEqual([{ shown: expect.any(Number), drivers: 30, waiting: 4 }]);
  expect(kept[0].shown).toBeGreaterThan(5);
  expect(await differences()).toEqual([]);
  const wrongs: readonly [string, RegExp][] = [
    ["UPDATE answer_tally SET n1 = n1 + 1 WHERE instrument_code = 'CES5_EASE'", /^answer_month_tally 2026-03-01 .* CES5_EASE/u],
    ["UPDATE choice_tally SET weight = weight + 1 WHERE instrument_code = 'HARDEST_STEP'", /^choice_month_tally 2026-03-01 .* HARDEST_STEP/u],
    ["UPDATE answer_group_tally SET w4 = w4 + 1", /^answer_group_tally 2026-03-01 .* CES5_EASE/u],
    ["DELETE FROM answer_breakdown_tally WHERE dimension = 'CHANNEL' AND value = 'KIOSK'", /^answer_breakdown CHANNEL 2026-03-01 /u],
    ["UPDATE answer_breakdown_tally SET weight_squares = 0 WHERE dimension = 'LANGUAGE'", /^answer_breakdown LANGUAGE 2026-03-01 /u],
    ["UPDATE driver_tally SET n = n + 100", /^driver_tally 2026-03-01 /u],
    ["DELETE FROM answer_delta WHERE instrument_code = 'COMPLETED'", /^answers COMPLETED .*: -1 too many, weight -1000000, squares -1000000$/u],
    ["UPDATE answer_delta SET weight = weight + 1 WHERE instrument_code = 'STEP_EASE5'", /^answers STEP_EASE5 .*SIGN .* = 2: 0 too many, weight 1, squares 0$/u],
    ["UPDATE answer_month_tally SET n3 = n3 - 1, n4 = n4 + 1 WHERE instrument_code = 'CES5_EASE'", /^answers CES5_EASE .* = 3: -1 too many/u],
  ];
  for (const [wrong, told] of wrongs) {
    await desk.app.house.dataSource.transaction(async (unit) => {
      await unit.query(wrong);
      const found = await new ReleasedAnswersAudit(desk.app.house.surveys.lookup).differences(unit, desk.service.id);
      expect(found).toContainEqual(expect.stringMatching(told));
      await unit.query("ROLLBACK; BEGIN");
    });
  }
  expect(await differences()).toEqual([]);
  const verify = () => runCommand(desk.app.house, [addTallyCommand], "tally", "verify", "--service", desk.service.name);
  expect((await verify()).out).toContain("no difference");
  await desk.query("UPDATE answer_group_tally SET n4 = n4 + 1");
  const found = await verify();
  expect(found.out).toMatch(/^released answers serviceId=[-0-9a-f]+: answer_group_tally 2026-03-01 .* CES5_EASE/mu);
  expect(found.failed).toBeDefined();
});

test("a response keeps the touchpoint of its transaction, and so does its waiting answer", async () => {
  const create = "mutation ($input: CreateTouchpointInput!) { createTouchpoint(input: $input) { ... on Touchpoint { code } } }";
  const input = { agency: desk.service.agencyCode, code: "SEEB-1", channel: "SERVICE_CENTRE", names: { ar: "مركز السيب" }, governorate: "OM-MA", wilayat: "SEEB" };
  expect((await desk.app.send(desk.owner, create, { input })).data.createTouchpoint).toEqual({ code: "SEEB-1" });
  await answered(1, { channel: "SERVICE_CENTRE", touchpoint: "SEEB-1" });
  const [{ id }] = await desk.query("SELECT id FROM touchpoint WHERE code = 'SEEB-1'");
  expect(await desk.query("SELECT channel FROM response WHERE touchpoint_id = $1", [id])).toEqual([{ channel: "SERVICE_CENTRE" }]);
  expect(await desk.query("SELECT DISTINCT channel FROM answer_delta WHERE touchpoint = $1", [id])).toEqual([{ channel: "SERVICE_CENTRE" }]);
});
