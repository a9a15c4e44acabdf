import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { type GraphQLField, isEnumType, isUnionType, getNamedType } from "graphql";
import { makeSchema } from "../../src/graphql/schema";
import { exampleArguments, type Known, type Place, withValueAt } from "../support/example-arguments";
import { figure } from "../support/figures";
import { knownNames } from "../support/known-names";
import { openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";

/** Root fields to attack, as a regular expression: hours for all of them, so the long form alone. */
const FIELDS = process.env["TRUST_SQLMAP"];
/** Further arguments of sqlmap, such as `--smart` to see in minutes that it works. */
const MORE = (process.env["TRUST_SQLMAP_ARGUMENTS"] ?? "").split(" ").filter(Boolean);
const MISSING = FIELDS !== undefined && spawnSync("sqlmap", ["--version"]).error !== undefined;
const attacked = FIELDS === undefined || MISSING ? test.skip : test;
const skipped = MISSING ? " (skipped: apt-get install sqlmap)" : "";

const schema = makeSchema();
const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));
const mutations = schema.getMutationType()?.getFields() ?? {};

let desk: SurveyDesk;
let known: Known;
let keys: readonly string[];
let folder: string;
beforeAll(async () => {
  if (FIELDS === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "yusr-sqlmap-"));
  desk = await openSurveyDesk();
  await desk.publish();
  known = knownNames({ service: desk.service.name, agency: desk.service.agencyCode, portal: "NONE" });
  keys = [await desk.app.key({ role: "admin" }), desk.portal, desk.owner, await desk.app.key({ role: "office" })];
}, 60_000);
afterAll(async () => {
  if (FIELDS === undefined) return;
  await desk.app.close();
  rmSync(folder, { recursive: true });
});

/** Places that take a text, whatever its form. */
const texts = (places: readonly Place[]): readonly Place[] => places.filter(({ type }) => !["Int", "Float", "Boolean"].includes(type) && !isEnumType(schema.getType(type)));

function documentOf(field: GraphQLField<unknown, unknown>): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(", ");
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(", ");
  const type = getNamedType(field.type);
  const told = isUnionType(type) ? "{ __typename ... on Refusal { code message path } }" : "{ __typename }";
  return `${field.name in mutations ? "mutation" : "query"} ${declared === "" ? "" : `(${declared})`} { ${field.name}${passed === "" ? "" : `(${passed})`} ${told} }`;
}

/** The first of the keys that may ask this; what a place holds has no part in that. */
async function keyFor(query: string, variables: object): Promise<string> {
  for (const key of keys) {
    const { errors } = await desk.app.send(key, query, variables);
    if (errors?.[0]?.extensions?.code !== "FORBIDDEN") return key;
  }
  throw new Error(`nobody may ask ${query}`);
}

interface Verdict {
  readonly requests: number;
  readonly injectable: boolean;
  readonly said: string;
}

/** What sqlmap makes of a request in which each place to attack is marked with an asterisk. */
async function sqlmap(address: string, path: string, body: string, key: string | undefined, more: readonly string[] = []): Promise<Verdict> {
  const file = join(folder, "request.txt");
  const authorization = key === undefined ? "" : `Authorization: Bearer ${key}\r\n`;
  writeFileSync(file, `POST ${path} HTTP/1.1\r\nHost: ${new URL(address).host}\r\nContent-Type: application/json\r\n${authorization}\r\n${body}`);
  const said = await new Promise<string>((resolve) => {
    execFile("sqlmap", ["-r", file, "--ignore-stdin", "--batch", "--level", "3", "--risk", "2", "--dbms", "PostgreSQL", "--ignore-code", "401", "--disable-coloring", "--flush-session", "--output-dir", join(folder, "out"), ...MORE, ...more], { maxBuffer: 100_000_000 }, (_error, out) => {
      resolve(out);
    });
  });
  const injectable = said.includes("identified the following injection point");
  // Neither: it could not do its work.
  if (!injectable && !said.includes("do not appear to be injectable")) throw new Error(said.slice(-2_000));
  return { injectable, said, requests: Number(/total of (\d+) HTTP/u.exec(said)?.[1] ?? 0) };
}

attacked(`S7b sqlmap on every text that a root field takes: nothing is injectable${skipped}`, async () => {
  const wanted = new RegExp(FIELDS ?? "", "u");
  const fields = roots.filter(({ name }) => wanted.test(name));
  const found: string[] = [];
  let [places, tried] = [0, 0];
  for (const field of fields) {
    const { values, places: all } = exampleArguments(field, known);
    const marked = texts(all);
    if (marked.length === 0) continue;
    const query = documentOf(field);
    const variables = marked.reduce((given, { path, type }) => {
      const held: unknown = path.reduce<any>((at, step) => at?.[step], given);
      return withValueAt(given, path, type === "Texts" ? { en: "Name*" } : `${typeof held === "string" ? held : "X"}*`);
    }, values);
    const began = performance.now();
    const { injectable, said } = await sqlmap(desk.app.address, "/graphql", JSON.stringify({ query, variables }), await keyFor(query, values));
    places += marked.length;
    tried += 1;
    process.stderr.write(`S7b ${String(tried)} ${field.name}: ${String(marked.length)} texts, ${injectable ? "INJECTABLE" : "not injectable"}, ${((performance.now() - began) / 1_000).toFixed(0)} s\n`);
    if (injectable) found.push(`${field.name}\n${said.slice(said.indexOf("identified the following"))}`);
  }
  expect(found).toEqual([]);
  expect(tried).toBeGreaterThan(0);
  figure("S7b", `${String(places)} texts of ${String(tried)} root fields: not injectable`);
}, 86_400_000);

attacked(`S7b control: a text put into a statement is found${skipped}`, async () => {
  const http = Fastify();
  http.post("/graphql", async (request, reply) => {
    const { variables } = request.body as { variables: { code: string } };
    return desk.app.house.dataSource.query(`SELECT code FROM service WHERE code = '${variables.code}'`).then((rows: unknown) => reply.send({ data: rows }), (error: unknown) => reply.code(500).send({ errors: [{ message: String(error) }] }));
  });
  try {
    const address = await http.listen({ port: 0, host: "127.0.0.1" });
    expect((await sqlmap(address, "/graphql", JSON.stringify({ query: "{ x }", variables: { code: "X*" } }), undefined)).injectable).toBe(true);
  } finally {
    await http.close();
  }
}, 600_000);
