import { request } from "node:http";
import { type GraphQLField, type GraphQLObjectType, getNamedType, isUnionType } from "graphql";
import { pino } from "pino";
import { REGISTERED } from "../../src/graphql/registered-documents";
import { makeSchema } from "../../src/graphql/schema";
import { allMetrics, Metrics } from "../../src/web/metrics";
import { withClient } from "../../src/database/roles";
import { exampleArguments, type Known, type Place, withValueAt } from "../support/example-arguments";
import { figure } from "../support/figures";
import { knownNames } from "../support/known-names";
import { granted, openSurveyDesk, RESPONSES, type SurveyDesk } from "../surveys/survey-support";
import { type Canary, canary, found } from "./canaries";
import { type KeptPlaces, keptPlaces } from "./sweep-places";

/** Whole files of the write-ahead log are searched. */
jest.setTimeout(600_000);

/** `npm run trust` asks for 2,000. */
const CANARIES = Number(process.env["TRUST_CANARIES"] ?? 150);

/** Who asks, as far as the network knows. */
const ADDRESS = "203.0.113.77";
const AGENT = "Netscape-of-nobody/4.08";

/** What breaks a line of a log, or hides one. */
const BREAKING = '\r\n{"level":30,"msg":"forged"}\n\u001b[2J\u001b[31m\u202e\u2066';

interface Place2 extends Place {
  readonly field: GraphQLField<unknown, unknown>;
}

/**
 * What is stored as it was given, because that is what it is for: names, codes and texts by which officials describe their
 * services, changes, periods and keys, and codes of a portal's own steps and statuses, which wait to be mapped. Nothing of it
 * is about a person; who writes a person into it is in the audit log.
 */
const KEPT: readonly RegExp[] = [
  /^(?:create|update)(?:Agency|Service|Portal|Touchpoint)\.(?:input\.)?(?:names|code)$/u,
  /^(?:definePeriod|announceHoliday)\.(?:input\.)?(?:names|code)$/u,
  /^(?:definePersonas|defineSegments|draftProcedure)\..*(?:names|code|askAs)$/u,
  /^declareVolumes\.volumes\.source$/u,
  /^recordChange\.input\.what$/u,
  /^mapStatuses\.statuses\.status$/u,
  /^(?:recordStatusChanges|recordTransactions|correctTransactions)\..*(?:status|step)$/u,
];

const schema = makeSchema();
const roots = [...Object.values(schema.getQueryType()?.getFields() ?? {}), ...Object.values(schema.getMutationType()?.getFields() ?? {})];
const mutations = schema.getMutationType()?.getFields() ?? {};

interface Told {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}
interface Sent {
  readonly canary: Canary;
  readonly where: string;
  readonly kept: boolean;
  readonly told?: Told;
}

const lines: string[] = [];
const metrics = new Metrics();
let desk: SurveyDesk;
let known: Known;
const keys: Record<string, string> = {};
const secrets: string[] = [];
const sent: Sent[] = [];
let places: KeptPlaces;

beforeAll(async () => {
  desk = await openSurveyDesk({ development: false, trustedProxy: "127.0.0.1", metrics, log: pino({ level: "trace" }, { write: (line: string) => lines.push(line) }) });
  await desk.publish();
  known = knownNames({ service: desk.service.name, agency: desk.service.agencyCode, portal: "NONE" });
  keys["admin"] = await desk.app.key({ role: "admin" });
  keys["portal"] = desk.portal;
  keys["office"] = await desk.app.key({ role: "office" });
  secrets.push(...Object.values(keys), desk.owner);
  await everyComment();
  await everyArgument();
  await everythingAround();
  places = await keptPlaces(desk.app.database.url);
}, 3_600_000);
afterAll(() => desk.app.close());

/** One request with headers that fetch would not send. */
async function tell(path: string, { method = "POST", headers = {}, body }: { method?: string; headers?: Readonly<Record<string, string>>; body?: string } = {}): Promise<Told> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const outgoing = request(`${desk.app.address}${path}`, { method, headers: { "user-agent": AGENT, "x-forwarded-for": ADDRESS, ...length, ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const graphql = (key: string | undefined, query: string, variables: object, more: object = {}): Promise<Told> =>
  tell("/graphql", { headers: { "content-type": "application/json", ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) }, body: JSON.stringify({ query, variables, ...more }) });

function documentOf(field: GraphQLField<unknown, unknown>): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(", ");
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(", ");
  const type = getNamedType(field.type);
  const selection = isUnionType(type) ? `{ __typename ${type.getTypes().map(refusalsIn).join(" ")} }` : "{ __typename }";
  return `${field.name in mutations ? "mutation" : "query"} ${declared === "" ? "" : `(${declared})`} { ${field.name}${passed === "" ? "" : `(${passed})`} ${selection} }`;
}

/** What a member of a result union says of what was refused. */
function refusalsIn(type: GraphQLObjectType): string {
  const { name } = type;
  if (name === "Refusal") return "... on Refusal { code message path also { code message path } }";
  const results = type.getFields()["results"];
  return results === undefined ? "" : `... on ${name} { results { code message path } }`;
}

/** Every place of every root field in turn, whatever its type; every other one with what breaks lines. */
async function everyArgument(): Promise<void> {
  const all: Place2[] = roots.flatMap((field) => exampleArguments(field, known).places.map((place) => ({ ...place, field })));
  for (let i = 0; i < CANARIES; i += 1) {
    // Of few places some everywhere: a step that has no divisor in common with their number.
    const place = all[(i * 101) % all.length] as Place2;
    const one = canary(i);
    const value = i % 2 === 0 ? one.text : `${one.text}${BREAKING}`;
    const role = ["portal", "admin", "office"][Math.floor((i * 101) / all.length) % 3] ?? "admin";
    for (const key of role === "portal" ? [keys["portal"], keys["admin"]] : [keys[role]]) {
      const told = await graphql(key, documentOf(place.field), withValueAt(exampleArguments(place.field, known).values, place.path, place.type === "Texts" ? { en: value } : value));
      sent.push({ canary: one, where: `${place.field.name}.${place.path.join(".")}`, kept: isKept(place), told });
    }
  }
}

function isKept({ field, path }: Place2): boolean {
  const name = [field.name, ...path.filter((step) => typeof step === "string")].join(".");
  return KEPT.some((pattern) => pattern.test(name));
}

/** Headers, query strings, paths, cookies, bodies that are none, documents that are none. */
async function everythingAround(): Promise<void> {
  const ways: readonly ((c: string) => Promise<Told>)[] = [
    (c) => tell("/graphql", { headers: { authorization: `Bearer ${encodeURIComponent(c)}`, "content-type": "application/json" }, body: "{}" }),
    (c) => tell("/graphql", { headers: { "content-type": `text/${encodeURIComponent(c)}` }, body: c }),
    (c) => tell("/graphql", { headers: { "content-type": "application/json", "content-encoding": encodeURIComponent(c) }, body: "{}" }),
    (c) => tell("/graphql", { headers: { "content-type": "application/json", "x-request-id": encodeURIComponent(c), referer: `https://x.example/${encodeURIComponent(c)}`, "user-agent": encodeURIComponent(c), "accept-language": encodeURIComponent(c), "x-forwarded-for": encodeURIComponent(c) }, body: "{}" }),
    (c) => tell(`/graphql?query=${encodeURIComponent(c)}`, { method: "GET" }),
    (c) => tell("/graphql", { headers: { "content-type": "application/json", authorization: `Bearer ${keys["office"] ?? ""}` }, body: `{"query": ${c}` }),
    (c) => tell("/graphql", { headers: { "content-type": "application/json" }, body: `{"query": "${c}` }),
    (c) => tell("/graphql", { headers: { "content-type": "application/json", authorization: `Bearer ${keys["office"] ?? ""}` }, body: JSON.stringify({ query: "{ viewer { role } }", variables: { c, x: "x".repeat(1_100_000) } }) }),
    (c) => graphql(keys["office"], `{ ${c} { x } }`, {}),
    (c) => graphql(keys["office"], `{ viewer { role } } # ${c}`, {}, { operationName: c }),
    (c) => graphql(keys["office"], `{ service(code: "${c}") { __typename } }`, {}),
    (c) => graphql(keys["office"], `{ services(first: "${c}") { totalCount } }`, {}),
    (c) => graphql(keys["office"], `query ($a: Int!) { services(first: $a) { totalCount } }`, { a: c }),
    (c) => graphql(keys["office"], `query ($a: ${c.replace(/\W/gu, "x")}!) { viewer { role } }`, { a: c }),
    (c) => graphql(undefined, `{ viewer(x: "${c}") { role } }`, {}, { extensions: { persistedQuery: { sha256Hash: c } } }),
    ...["/s/", "/survey/", "/u/"].map((path) => (c: string) => tell(`${path}${encodeURIComponent(c)}`, { method: "GET" })),
    ...["/survey/x?lang=", "/u/x?lang=", "/survey/x?at=", "/reports/weekly?service=", "/reports/weekly/steps.csv?day=", "/qr.svg?service=", "/e/?lang=", "/live?"].map((path) => (c: string) => tell(`${path}${encodeURIComponent(c)}`, { method: "GET" })),
    (c) => tell("/survey/x", { method: "GET", headers: { cookie: `__Host-yusr-survey=${encodeURIComponent(c)}; other=${encodeURIComponent(c)}` } }),
    ...["/survey/x", "/u/x", "/e/"].map((path) => (c: string) => tell(path, { headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ action: "send", token: c, language: c, [c]: c }).toString() })),
    ...["/survey/x", "/u/x", "/e/"].map((path) => (c: string) => tell(path, { headers: { "content-type": "text/plain" }, body: c })),
  ];
  for (const [i, way] of ways.entries()) {
    const one = canary(CANARIES + i);
    sent.push({ canary: one, where: `around ${String(i)}`, kept: false, told: await way(one.text) });
  }
}

/** What people write in their own words, by every door; a telephone or e-mail address is never alone there. */
async function everyComment(): Promise<void> {
  const [, save = "", submit = ""] = Array.from(REGISTERED.values());
  const count = Math.max(24, Math.floor(CANARIES / 5));
  const transactions = Array.from({ length: count }, () => granted(desk.service, { startedAt: "2026-03-10T08:00:00+04:00" }));
  const results = await desk.record(transactions);
  for (let i = 0; i < count; i += 1) {
    const one = TELLING_ONES[i] as Canary;
    const token: string = results[i].invitation.token;
    secrets.push(token);
    const input = { language: "ar", answers: [{ instrument: "COMPLETED", choice: "YES" }], comment: `اتصلوا بي ${one.text} من فضلكم` };
    const item = { service: desk.service.name, reference: transactions[i].reference, answeredAt: "2026-03-10T12:30:00+04:00", ...input };
    const told = i % 3 === 2 ? [await graphql(desk.portal, RESPONSES, { input: { items: [item] } })] : [await graphql(undefined, save, { token, input }), ...(i % 3 === 1 ? [await graphql(undefined, submit, { token, input })] : [])];
    for (const each of told) {
      if (!/AnswersSaved|RECORDED/u.test(each.text)) throw new Error(each.text);
      sent.push({ canary: one, where: "comment", kept: false });
    }
  }
}

/** Behind those of the other inputs, so that none is sent twice. */
const TELLING_ONES = Array.from({ length: CANARIES }, (_, i) => canary(CANARIES + 100 + i)).filter(({ kind }) => kind !== "name");

const canaries = (which: (one: Sent) => boolean = () => true): readonly Canary[] => [...new Set(sent.filter(which).map((one) => one.canary))];
const said = (hits: readonly Canary[]): readonly string[] => hits.flatMap((hit) => sent.filter(({ canary: one }) => one === hit).map(({ where }) => `${where}: ${hit.text}`));
const notKept = ({ kept }: Sent): boolean => !kept;
/** Error bodies, and whole pages that say no. */
const errors = (): readonly Sent[] => sent.filter(({ told }) => told !== undefined && (told.status >= 400 || /"errors":|"Refusal"/u.test(told.text)));

/** What no answer and no line of a log may hold: of our making, or of what we are made of. */
const OF_THE_HOUSE = /\bat \S+ \(|node_modules|\/src\/|\/dist\/|\.[tj]s:\d|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b [a-z"*]|\b(?:relation|constraint|column) "|typeorm|type-graphql|apollo|fastify|FST_|graphql-js|class-validator|\bpg_|QueryFailedError|PostgreSQL|svc_|_pk\b|_fk\b|_uq\b/iu;
const TABLES = ["invitation", "response_link", "passage_tally", "api_key_secret", "schema_migration", "answer_delta"].map((name) => new RegExp(`\\b${name}\\b`, "u"));

describe("the canary sweep", () => {
  test("P1 nothing that was sent stands in a table, a log or a metric, but what is stored because that is what it is for", async () => {
    expect(sent.length).toBeGreaterThan(CANARIES);
    expect(said(found(canaries(notKept), places.dump))).toEqual([]);
    for (const wal of places.wal()) expect(said(found(canaries(notKept), wal))).toEqual([]);
    expect(said(found(canaries(), lines.join("")))).toEqual([]);
    expect(said(found(canaries(), places.log))).toEqual([]);
    expect(said(found(canaries(), await allMetrics(metrics, false)))).toEqual([]);
    expect(lines.length).toBeGreaterThan(10);
    figure("P1", `${String(canaries().length)} canaries in ${String(sent.length)} requests: 0 in ${String(places.dump.length)} characters of tables, in the WAL, in ${String(lines.length)} lines of our log, in PostgreSQL's, in metrics`);
  });

  test("P1 control: variables that somebody logs, and a comment that is stored as it was written, are found", async () => {
    const [one, other] = [canary(3), TELLING_ONES[1] as Canary];
    expect(found(canaries(), pinoLine({ variables: { input: one.text } }))).toContainEqual(one);
    await withClient({ url: desk.app.database.url }, (client) => client.query("UPDATE comment SET text = $1 WHERE (service_id, response_id) = (SELECT service_id, response_id FROM comment LIMIT 1)", [other.text]));
    const after = await keptPlaces(desk.app.database.url);
    expect(found(canaries(), after.dump)).toContainEqual(other);
    expect(Array.from(after.wal()).some((wal) => found(canaries(), wal).length > 0)).toBe(true);
  });

  test("S10 no error repeats what was sent, or tells of tables, files or libraries; each is JSON of one shape, or a page, with the id of its request", () => {
    const problems: string[] = [];
    for (const { canary: one, where, told } of errors()) {
      const { status, text, headers } = told as Told;
      const add = (what: string): unknown => problems.push(`${where} (${String(status)}): ${what}: ${text.slice(0, 300)}`);
      // A page gives people back what they wrote, so that nothing is typed twice.
      if (text.startsWith("{") && found([one], refusalsOf(text)).length > 0) add("repeats what was sent");
      if (OF_THE_HOUSE.test(refusalsOf(text)) || TABLES.some((table) => table.test(refusalsOf(text)))) add(`tells of the house: ${(OF_THE_HOUSE.exec(refusalsOf(text)) ?? [])[0] ?? ""}`);
      if (!/^[0-9a-f-]{36}$/u.test(String(headers["x-request-id"]))) add("no id");
      if (!/json|html|text\/plain/u.test(String(headers["content-type"]))) add(String(headers["content-type"]));
    }
    expect(problems.filter((one, i) => problems.findIndex((other) => other.split(" (")[0] === one.split(" (")[0]) === i)).toEqual([]);
    expect(errors().length).toBeGreaterThan(CANARIES / 2);
    figure("S10", `${String(errors().length)} errors and ${String(lines.length)} lines: 0 with a value sent, SQL, a table, a file, a library; all with the id of the request`);
  });

  test("S10 control: what GraphQL and PostgreSQL say by themselves would be told", () => {
    const one = canary(1);
    expect(found([one], `Variable "$a" got invalid value "${one.text}"`)).toEqual([one]);
    for (const text of ['relation "answer" does not exist', "at Object.<anonymous> (/app/dist/src/main.js:1:1)", "FST_ERR_CTP_BODY_TOO_LARGE", 'insert into "x" violates response_link_pk']) expect(OF_THE_HOUSE.test(text)).toBe(true);
  });

  test("S19 each event is one line of JSON, with nothing in it that moves a cursor or turns a line around", () => {
    expect(lines.filter((line) => !isOneEvent(line))).toEqual([]);
    figure("S19", `${String(lines.length)} events, each one line of JSON`);
  });

  test("S19 control: what is written into a line as it came is two lines, or a hidden one", () => {
    expect(isOneEvent(`{"level":30,"msg":"asked by ${BREAKING}"}\n`)).toBe(false);
    expect(isOneEvent(pinoLine({ agent: "\u202egnihton" }))).toBe(false);
  });

  test("P12 neither address nor program of anybody is kept", () => {
    const hits = [places.dump, places.log, lines.join("")].flatMap((place) => [ADDRESS, AGENT].filter((one) => place.includes(one)));
    expect(hits).toEqual([]);
    for (const wal of places.wal()) expect([ADDRESS, AGENT].filter((one) => wal.includes(one))).toEqual([]);
    figure("P12", `${String(sent.length)} requests from ${ADDRESS}: 0 in tables, WAL, logs`);
  });

  test("P12 control: a log of requests as Fastify writes it would hold both", () => {
    const line = pinoLine({ req: { remoteAddress: ADDRESS, headers: { "user-agent": AGENT } } });
    expect([ADDRESS, AGENT].filter((one) => line.includes(one))).toEqual([ADDRESS, AGENT]);
  });

  test("P13 no token and no secret, nor its first eight characters, is in a log, a table, an error or an address", () => {
    const begun = [...new Set(secrets.map(beginning))];
    const told = errors().map(({ told: one }) => refusalsOf(one?.text ?? "") + JSON.stringify(one?.headers["location"] ?? ""));
    for (const place of [places.dump, places.log, lines.join(""), ...told]) expect(begun.filter((one) => place.includes(one))).toEqual([]);
    for (const wal of places.wal()) expect(begun.filter((one) => wal.includes(one))).toEqual([]);
    figure("P13", `${String(secrets.length)} tokens and keys: 0 in logs, tables, WAL, errors, addresses`);
  });

  test("P13 a page that was opened by a link tells no other page of it", async () => {
    const token = secrets.find((secret) => !secret.startsWith("yusr_")) ?? "";
    const first = await tell(`/s/${token}`, { method: "GET" });
    expect(first).toMatchObject({ status: 303, headers: { "referrer-policy": "no-referrer", "cache-control": "no-store" } });
    expect(String(first.headers["location"])).not.toContain(beginning(token));
    const page = await tell(String(first.headers["location"]), { method: "GET", headers: { cookie: String(first.headers["set-cookie"]).split(";")[0] ?? "" } });
    expect([page.status, page.headers["referrer-policy"], page.text.includes(beginning(token))]).toEqual([200, "no-referrer", false]);
    expect(lines.join("")).not.toContain(beginning(token));
  });

  test("P13 control: an address that somebody logs is found", () => {
    const line = pinoLine({ req: { url: `/s/${secrets.find((secret) => !secret.startsWith("yusr_")) ?? ""}` } });
    expect(secrets.map(beginning).filter((one) => line.includes(one)).length).toBeGreaterThan(0);
  });
});

/** The line that our logger writes of this. */
function pinoLine(event: object): string {
  let written = "";
  pino({ base: null }, { write: (line: string) => (written += line) }).info(event);
  return written;
}

function isOneEvent(line: string): boolean {
  if (!line.endsWith("\n") || /[\u0000-\u001f\u007f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(line.slice(0, -1))) return false;
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

/** Of a key, what follows its id; of a link's token its end, because it begins with numbers of the service and invitation. */
function beginning(secret: string): string {
  return secret.startsWith("yusr_") ? (secret.split("_").slice(3).join("_")).slice(0, 8) : secret.slice(0, 8);
}

/** Of an answer that says no, what it says; of one that gives something too, the errors in it alone. */
function refusalsOf(text: string): string {
  if (!text.startsWith("{")) return text;
  const { errors: told, data } = JSON.parse(text) as { errors?: unknown; data?: unknown };
  return told === undefined && data === undefined ? text : JSON.stringify([told, data]);
}
