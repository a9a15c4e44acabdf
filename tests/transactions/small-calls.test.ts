import { withClient } from "../../src/database/roles";
import { givenPortal } from "../support/fixtures";
import { type Desk, openDesk, status, passage, T } from "./intake-support";

// Calls of a few items that come at the same time share a unit of work: docs/decisions/0040.

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.app.close());

const item = (more?: object): any => desk.item(more);
/** How many units of work stored the transactions of these receipts. */
const unitsBehind = async (receipts: readonly string[]): Promise<number> =>
  Number((await desk.query("SELECT count(DISTINCT xmin::text) AS n FROM transaction WHERE service_id = $1 AND id = ANY($2)", [desk.service.id, receipts]))[0].n);

test("calls that come at once are stored by a few units of work, each with its own answer", async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => desk.record([item({ passages: [passage()] })])));
  expect(answers.map(status)).toEqual(answers.map(() => ["RECORDED"]));
  const receipts = answers.map(([{ receipt }]) => receipt as string);
  expect(new Set(receipts).size).toBe(40);
  expect(await unitsBehind(receipts)).toBeLessThan(40);
});

test("a bad item is told where it stands in its own call, and holds up nobody else's", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => desk.record(i % 3 === 2 ? [item(), item({ passages: [passage({ step: "" })] })] : [item({ passages: [passage({ step: "ELSEWHERE" })] })])));
  for (const [i, results] of answers.entries()) {
    if (i % 3 === 2) expect(results).toMatchObject([{ status: "RECORDED" }, { code: "TEXT_EMPTY", path: ["items", "1", "passages", "0", "step"] }]);
    else expect(results).toMatchObject([{ status: "RECORDED", warnings: [{ code: "UNKNOWN_STEP", path: ["items", "0", "passages", "0", "step"] }] }]);
  }
});

test("calls about one transaction come one after the other, whatever they say of it", async () => {
  for (let round = 0; round < 5; round += 1) {
    const opened = item();
    const ended = { ...opened, endedAt: T("11:00"), outcome: "GRANTED", passages: [passage()] };
    const other = { ...opened, channel: "KIOSK" };
    const busy = Array.from({ length: 6 }, () => desk.record([item()]));
    const answers = (await Promise.all([...busy, ...[opened, ended, opened, ended].map((message) => desk.record([message]))])).slice(6);
    expect(new Set(answers.map(([{ receipt }]) => receipt)).size).toBe(1);
    expect(answers.flatMap(status).filter((one) => one === "RECORDED")).toHaveLength(1);
    // The fuller message adds, unless it came first; nobody is told that an item of somebody else's batch was quicker.
    expect(answers.flatMap(status).filter((one) => one !== "RECORDED" && one !== "EXTENDED" && one !== "DUPLICATE")).toEqual([]);
    expect((await desk.query("SELECT outcome FROM transaction WHERE id = $1", [answers[0]?.[0].receipt]))[0].outcome).toBe("GRANTED");
    expect(status(await desk.record([other]))).toEqual(["EXTENDED"]);
  }
});

// A lock may be waited for for twelve seconds here: longer than the test may take.
test("whose transaction somebody holds waits for it alone", async () => {
  const held = item();
  const [{ receipt }] = await desk.record([held]);
  await withClient({ url: desk.app.database.url }, async (holder) => {
    await holder.query("BEGIN");
    await holder.query("SELECT FROM transaction WHERE service_id = $1 AND id = $2 FOR UPDATE", [desk.service.id, receipt]);
    let waiting = true;
    const busy = Array.from({ length: 8 }, () => desk.record([item()]));
    const stuck = desk.record([{ ...held, channel: "WEB" }]).finally(() => {
      waiting = false;
    });
    const others = Array.from({ length: 8 }, () => desk.record([item()]));
    expect((await Promise.all([...busy, ...others])).flatMap(status)).toEqual(Array.from({ length: 16 }, () => "RECORDED"));
    expect(waiting).toBe(true);
    await holder.query("COMMIT");
    expect(status(await stuck)).toEqual(["EXTENDED"]);
  });
}, 8_000);

test("portals keep apart: what each may report about, and whose the transactions are", async () => {
  const other = await givenPortal(desk.app, { agency: desk.agency, services: [desk.foreign] });
  const otherKey = await desk.app.key({ role: "portal", portalId: other.id });
  const sent = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? desk.record([item()]) : desk.record([item({ service: i % 4 === 1 ? desk.foreign.name : desk.service.name })], { key: otherKey })));
  const answers = await Promise.all(sent);
  expect(answers.map((results) => status(results)[0])).toEqual(answers.map((_, i) => (i % 4 === 3 ? "UNKNOWN_SERVICE" : "RECORDED")));
  const owners = await desk.query("SELECT portal_id, count(*)::integer AS n FROM transaction WHERE id = ANY($1) GROUP BY portal_id", [answers.flatMap((results) => results.map(({ receipt }) => receipt as string | null)).filter((id) => id !== null)]);
  expect(new Map(owners.map(({ portal_id: id, n }) => [id, n]))).toEqual(new Map([[desk.portal.id, 12], [other.id, 6]]));
});
