import { Client } from "pg";
import { fine } from "../support/fixtures";
import { figure } from "../support/figures";
import { proxyTo, type TcpProxy } from "../support/tcp-proxy";
import { type Answer, OPERATOR } from "../support/test-app";
import { createTestDatabase, type TestDatabase } from "../support/test-database";
import { granted, openSurveyDesk, RECORD, RESPONSES, SAVE, SUBMIT, type SurveyDesk } from "../surveys/survey-support";
import { CORRECT } from "../transactions/intake-support";

/** Answers to commits that are cut off, over all mutations. */
const CUTS = Number(process.env["TRUST_CUTS"] ?? 14);

const CHANGE = `mutation ($input: RecordStatusChangesInput!) {
  recordStatusChanges(input: $input) { ... on StatusChangeResults { results { status receipt code } } ... on Refusal { code } }
}`;
const OPT_OUT = `mutation ($token: String!) { optOut(token: $token) { ... on OptedOut { until } ... on Refusal { code } } }`;
const REPORT = `mutation ($input: ReportDeliveryInput!) {
  reportDelivery(input: $input) { ... on DeliveryResults { results { status code } } ... on Refusal { code } }
}`;

/** One mutation that is sent until its answer arrives. */
interface Sending {
  send(): Promise<Answer>;
  /** What it is told when what it asks for was done before. */
  readonly again: string;
  /** How often what it asked for was kept. */
  kept(): Promise<number>;
}

let desk: SurveyDesk;
let database: TestDatabase;
let proxy: TcpProxy;
beforeAll(async () => {
  database = await createTestDatabase({ plain: true });
  const proxied = await proxyTo(database.url);
  ({ proxy } = proxied);
  const { connections } = database;
  desk = await openSurveyDesk({ database: { ...database, connections: { ...connections, app: { ...connections.app, url: proxied.url } } } });
  await desk.publish();
  fine(await desk.app.house.catalogue.mapStatuses.map(OPERATOR, desk.service.name, [{ status: "Draft", stepCode: "FILL", mark: "ENTERED", turn: null, outcome: null }]));
});
afterAll(async () => {
  await desk.app.close();
  await proxy.close();
  await database.drop();
});

const ANSWERS = { language: "ar", answers: [{ instrument: "CES5_EASE", score: 3 }] };
const count = async (sql: string, ...parameters: unknown[]): Promise<number> => Number((await desk.behind(`SELECT count(*) AS n ${sql}`, parameters))[0].n);
const invited = async (): Promise<{ receipt: string; token: string; reference: string }> => {
  const item = granted(desk.service);
  const [{ receipt, invitation }] = await desk.record([item]);
  return { receipt, token: invitation.token, reference: item.reference };
};
const rows = (table: string): Promise<number> => count(`FROM ${table}`);

/** By mutation; those of machines under the portal's key, those of citizens with their token. */
const MUTATIONS: Readonly<Record<string, () => Promise<Sending>>> = {
  recordTransactions: async () => {
    const input = { items: [granted(desk.service), granted(desk.service)] };
    const before = await rows("transaction");
    return { send: () => desk.app.send(desk.portal, RECORD, { input }), again: "DUPLICATE", kept: async () => ((await rows("transaction")) - before) / 2 };
  },
  recordStatusChanges: async () => {
    const input = { items: [{ service: desk.service.name, reference: granted(desk.service).reference, status: "Draft", at: "2026-03-01T09:00:00+04:00" }] };
    const before = await rows("passage");
    return { send: () => desk.app.send(desk.portal, CHANGE, { input }), again: "DUPLICATE", kept: async () => (await rows("passage")) - before };
  },
  correctTransactions: async () => {
    const { receipt, reference } = await invited();
    const input = { items: [{ service: desk.service.name, reference, action: "WITHDRAW" }] };
    return { send: () => desk.app.send(desk.portal, CORRECT, { input }), again: "UNCHANGED", kept: () => count("FROM audit_entry WHERE action = 'correctTransactions' AND target ->> 'transaction' = $1", receipt) };
  },
  recordResponses: async () => {
    const { receipt, reference } = await invited();
    const input = { items: [{ service: desk.service.name, reference, answeredAt: "2026-03-10T12:30:00+04:00", ...ANSWERS }] };
    return { send: () => desk.app.send(desk.portal, RESPONSES, { input }), again: "DUPLICATE", kept: () => count("FROM response_link WHERE transaction_id = $1", receipt) };
  },
  reportDelivery: async () => {
    const { token } = await invited();
    const counted = (): Promise<number> => count("FROM (SELECT generate_series(1, sum(n)) FROM invitation_delta WHERE state = 'DELIVERED') AS n");
    const before = await counted();
    return { send: () => desk.app.send(desk.portal, REPORT, { input: { items: [{ link: token, state: "DELIVERED" }] } }), again: "DUPLICATE", kept: async () => (await counted()) - before };
  },
  submitResponse: async () => {
    const { receipt, token } = await invited();
    return { send: () => desk.app.send(undefined, SUBMIT, { token, input: ANSWERS }), again: "DUPLICATE", kept: () => count("FROM response_link WHERE transaction_id = $1", receipt) };
  },
  saveAnswers: async () => {
    const { receipt, token } = await invited();
    return { send: () => desk.app.send(undefined, SAVE, { token, input: ANSWERS }), again: "expiresAt", kept: () => count("FROM invitation WHERE draft IS NOT NULL AND transaction_id = $1", receipt) };
  },
  optOut: async () => {
    const { receipt, token } = await invited();
    return { send: () => desk.app.send(undefined, OPT_OUT, { token }), again: "until", kept: () => count("FROM invitation WHERE state = 'OPTED_OUT' AND transaction_id = $1", receipt) };
  },
};
/** What ends a unit of work, where it is not a commit: a single statement, by its name. */
const WRITES: Readonly<Record<string, string>> = { submitResponse: "submit-response" };

/** Status, or what there is instead of one, and all there is to compare. */
function told({ data }: Answer): { readonly status: string; readonly whole: string } {
  const [result] = Object.values<any>(data);
  const told = result.results?.[0] ?? result;
  return { status: told.code ?? told.status ?? Object.keys(told)[0], whole: JSON.stringify(result) };
}

test.each(Object.keys(MUTATIONS))("F4 %s: whoever never heard that it was kept is told to send it again, and then hears so", async (name) => {
  const times = Math.max(1, Math.ceil(CUTS / Object.keys(MUTATIONS).length));
  const codes: Record<string, number> = {};
  for (let i = 0; i < times; i += 1) {
    const sending = await (MUTATIONS[name] as () => Promise<Sending>)();
    const before = proxy.cuts();
    proxy.cutReplies(1, WRITES[name]);
    const lost = await sending.send();
    expect(proxy.cuts()).toBe(before + 1);
    expect(lost).toMatchObject({ status: 503, errors: [{ extensions: { code: "UNAVAILABLE" } }] });
    expect(await sending.kept()).toBe(1);
    const again = told(await sending.send());
    expect(again.status).toBe(sending.again);
    expect(told(await sending.send())).toEqual(again);
    expect(await sending.kept()).toBe(1);
    codes[again.status] = (codes[again.status] ?? 0) + 1;
  }
  figure("F4", `${name}: ${String(times)} cut, sent again: ${JSON.stringify(codes)}, 0 lost, 0 doubled`);
}, 600_000);

test.each([true, false])("F4 control: blind inserts over the same way, with a unique key: %s", async (unique) => {
  const table = `ledger_${String(unique)}`;
  await desk.behind(`CREATE TABLE ${table} (key text ${unique ? "PRIMARY KEY" : ""})`, []);
  const way = new URL(database.url);
  way.hostname = "127.0.0.1";
  way.port = String(proxy.port);
  const keys = ["a", "b", "c"];
  for (const key of keys) {
    proxy.cutReplies(1);
    for (let kept = false; !kept; ) {
      const client = new Client({ connectionString: way.href });
      client.on("error", () => undefined);
      await client.connect();
      kept = await insert(client, table, key, unique).then(() => true, () => false);
      await client.end();
    }
  }
  const doubled = (await count(`FROM ${table}`)) - keys.length;
  figure("F4", `control, unique key ${String(unique)}: ${String(doubled)} of ${String(keys.length)} doubled`);
  expect(doubled).toBe(unique ? 0 : keys.length);
});

async function insert(client: Client, table: string, key: string, unique: boolean): Promise<void> {
  await client.query("BEGIN");
  await client.query(`INSERT INTO ${table} VALUES ($1) ${unique ? "ON CONFLICT DO NOTHING" : ""}`, [key]);
  await client.query("COMMIT");
}
