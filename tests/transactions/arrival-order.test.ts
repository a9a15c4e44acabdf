import fc from "fast-check";
import { type Desk, openDesk, unusedReference } from "./intake-support";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.app.close());

const T = (time: string): string => `2026-03-01T${time}:00+04:00`;

/** One transaction in five messages, as a portal with a queue and retries would send them. */
const pieces = [
  { channel: "WEB", passages: [{ ordinal: 1, step: "FILL", enteredAt: T("09:00") }] },
  { passages: [{ ordinal: 1, step: "FILL", enteredAt: T("09:00"), leftAt: T("09:30"), errors: 2 }, { ordinal: 4, step: "PAY", enteredAt: T("09:30"), leftAt: T("09:31") }] },
  { beneficiary: "CITIZEN", language: "ar", passages: [{ ordinal: 2, step: "FILL", enteredAt: T("11:00"), leftAt: T("11:20"), errors: 0 }] },
  { promisedBy: "2026-03-05", passages: [{ ordinal: 9, step: "elsewhere", enteredAt: T("10:00") }] },
  { endedAt: T("15:00"), outcome: "GRANTED", passages: [{ ordinal: 10, step: "REVIEW", enteredAt: T("12:00"), leftAt: T("15:00") }] },
];

async function stateAfter(order: readonly number[]): Promise<unknown> {
  const whole = { service: desk.service.code, reference: unusedReference(), startedAt: T("09:00") };
  let receipt = "";
  for (const index of order) {
    const [result] = await desk.record([{ ...whole, ...pieces[index] }]);
    expect(result.status).not.toBe("REJECTED");
    receipt = result.receipt;
  }
  return stateOf(receipt);
}

/** All that is known, without what differs from one transaction to the next. */
async function stateOf(receipt: string): Promise<unknown> {
  const found = await desk.app.house.transactions.lookup.byId(desk.app.house.dataSource.manager, desk.service.id, [receipt]);
  const { id: _, reference: __, jackknifeGroup: ___, ...state } = found.get(receipt) as any;
  return state;
}

test("F17 messages in any order, some of them twice, give the same transaction", async () => {
  const expected = await stateAfter([0, 1, 2, 3, 4]);
  expect(expected).toMatchObject({ outcome: "GRANTED", passages: [{ ordinal: 1 }, { ordinal: 4 }, { ordinal: 9, step: "UNMAPPED" }, { ordinal: 2 }, { ordinal: 10 }] });
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }), async (order, repeats) => {
      expect(await stateAfter([...order, ...repeats])).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

test("F17 messages that arrive at the same moment give the same transaction too", async () => {
  const expected = await stateAfter([0, 1, 2, 3, 4]);
  for (let round = 0; round < 5; round += 1) {
    const whole = { service: desk.service.code, reference: unusedReference(), startedAt: T("09:00") };
    const results = await Promise.all(pieces.map((piece) => desk.record([{ ...whole, ...piece }])));
    const receipts = new Set(results.map(([result]) => result.receipt));
    expect(receipts.size).toBe(1);
    const [receipt = ""] = receipts;
    expect(await stateOf(receipt)).toEqual(expected);
  }
});
