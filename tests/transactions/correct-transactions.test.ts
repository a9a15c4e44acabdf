import { givenPortal } from "../support/fixtures";
import { CORRECT, type Desk, openDesk, status, passage, T } from "./intake-support";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.app.close());

const item = (more?: object): any => desk.item(more);
const replace = (transaction: any, more: object = {}): object => ({ service: transaction.service, reference: transaction.reference, action: "REPLACE", transaction: { ...transaction, ...more } });
const withdraw = ({ service, reference }: any): object => ({ service, reference, action: "WITHDRAW" });
const known = async (receipt: string): Promise<any> =>
  (await desk.app.house.transactions.lookup.byId(desk.app.house.dataSource.manager, desk.service.id, [receipt])).get(receipt);

test("a replacement stands as if it had been sent first: what it does not say is gone, the receipt stays", async () => {
  const wrong = item({ channel: "WEB", language: "ar", subject: { scheme: "CIVIL_NUMBER", value: "7712" }, passages: [passage(), passage({ ordinal: 2, step: "PAY", errors: 3 })] });
  const [{ receipt }] = await desk.record([wrong]);
  const { jackknifeGroup } = await known(receipt);
  const right = { channel: "KIOSK", language: null, startedAt: T("08:00"), subject: null, endedAt: T("11:00"), outcome: "GRANTED", passages: [passage({ ordinal: 2, step: "REVIEW" })] };
  expect(await desk.correct([replace(wrong, right)])).toEqual([{ status: "REPLACED", receipt, code: null, path: null }]);
  expect(await known(receipt)).toMatchObject({
    channel: "KIOSK",
    language: null,
    startedAt: new Date(T("08:00")),
    outcome: "GRANTED",
    jackknifeGroup,
    passages: [{ ordinal: 2, step: "REVIEW", errors: null }],
  });
  expect(status(await desk.correct([replace(wrong, right)]))).toEqual(["UNCHANGED"]);
  expect(status(await desk.record([wrong]))).toEqual(["REFERENCE_REUSED"]);
  expect(await desk.query("SELECT actor, target FROM audit_entry WHERE action = 'correctTransactions' AND target ->> 'transaction' = $1", [receipt])).toEqual([
    { actor: expect.stringMatching(/^portal:/u), target: { service: desk.service.id, transaction: receipt, action: "REPLACE" } },
  ]);
});

test("a withdrawn transaction keeps its reference and takes no message, but may be replaced", async () => {
  const one = item({ passages: [passage()] });
  const [{ receipt }] = await desk.record([one]);
  expect(await desk.correct([withdraw(one)])).toMatchObject([{ status: "WITHDRAWN", receipt }]);
  expect(await known(receipt)).toMatchObject({ withdrawn: true });
  expect(status(await desk.correct([withdraw(one)]))).toEqual(["UNCHANGED"]);
  expect(status(await desk.record([one]))).toEqual(["TRANSACTION_WITHDRAWN"]);
  expect(status(await desk.correct([replace(one)]))).toEqual(["REPLACED"]);
  expect(status(await desk.record([one]))).toEqual(["DUPLICATE"]);
});

test("each correction has its own result, in order", async () => {
  const [one, two] = [item(), item()];
  await desk.record([one, two]);
  const results = await desk.correct([
    withdraw(one),
    withdraw(item()),
    replace(one),
    { ...replace(two), transaction: null },
    { ...withdraw(two), transaction: two },
    replace(two, { reference: "another" }),
    replace(two, { passages: [passage({ leftAt: T("08:00") })] }),
    { ...withdraw(two), reference: "" },
    { ...withdraw(two), service: desk.foreign.code },
    { ...withdraw(two), service: "NO-SUCH" },
  ]);
  expect(results.map(({ code, status: s, path }) => [code ?? s, path])).toEqual([
    ["WITHDRAWN", null],
    ["NOT_FOUND", ["items", "1", "reference"]],
    ["DUPLICATE_IN_BATCH", ["items", "2", "reference"]],
    ["CONTENT_MISSING", ["items", "3", "transaction"]],
    ["CONTENT_NOT_EXPECTED", ["items", "4", "transaction"]],
    ["REFERENCE_MISMATCH", ["items", "5", "transaction", "reference"]],
    ["LEFT_BEFORE_ENTERED", ["items", "6", "transaction", "passages", "0", "leftAt"]],
    ["TEXT_EMPTY", ["items", "7", "reference"]],
    ["UNKNOWN_SERVICE", ["items", "8", "service"]],
    ["UNKNOWN_SERVICE", ["items", "9", "service"]],
  ]);
});

test("an empty and an over-long batch refuse the call", async () => {
  const answers = [await desk.send(CORRECT, { items: [] }), await desk.send(CORRECT, { items: Array.from({ length: 1_001 }, () => withdraw(item())) })];
  expect(answers.map((answer) => answer.data.correctTransactions)).toEqual([
    { __typename: "Refusal", code: "EMPTY_BATCH", path: ["items"] },
    { __typename: "Refusal", code: "BATCH_TOO_LARGE", path: ["items"] },
  ]);
});

test("nobody, and not the office, may correct; another portal learns nothing", async () => {
  const one = item();
  await desk.record([one]);
  const anonymous = await desk.app.send(undefined, CORRECT, { input: { items: [withdraw(one)] } });
  expect([anonymous.status, anonymous.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  const office = await desk.send(CORRECT, { items: [withdraw(one)] }, await desk.app.key({ role: "office" }));
  expect([office.status, office.errors[0].extensions.code]).toEqual([403, "FORBIDDEN"]);
  const key = await desk.app.key({ role: "portal", portalId: (await givenPortal(desk.app)).id });
  const other = await desk.send(CORRECT, { items: [withdraw(one)] }, key);
  expect(other.data.correctTransactions.results).toMatchObject([{ code: "UNKNOWN_SERVICE" }]);
});
