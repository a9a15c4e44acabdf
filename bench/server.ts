import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { createApp, type House } from "../src/app";
import { prepareRoles } from "../src/database/roles";
import { migrate } from "../src/database/migrate";
import type { Actor } from "../src/security/actor";
import { Refusal } from "../src/shared/refusal";

/** What a benchmark must know about the server it measures. */
export interface BenchServer {
  readonly address: string;
  /** Of a portal that may report about both services and measures everything. */
  readonly key: string;
  /** Asks nobody. */
  readonly service: BenchService;
  /** Asks everybody, after the outcome, what the national survey asks. */
  readonly surveyed: BenchService;
}

export interface BenchService {
  readonly id: string;
  readonly name: string;
  readonly procedureId: string;
  readonly steps: readonly string[];
}

/** What the parent may say: how much processor time have you used (answered with `process.cpuUsage()`), or stop. */
export type BenchRequest = "cpu" | "stop";

const OPERATOR: Actor = { kind: "operator", user: "bench" };
const NAMES = { ar: "قياس", en: "Measuring" };

/** A server in a process of its own, over an empty database whose address is the first argument, the size of its pool the second; tells its parent when it is ready. */
async function serve(url: string, poolSize: number): Promise<void> {
  const connections = await prepareRoles(url, undefined);
  await migrate(connections.owner);
  const secret = (): Buffer => randomBytes(32);
  const app = await createApp({
    connections,
    secretKeys: { reference: secret(), subject: { id: "v1", key: secret() }, operator: { id: "v1", key: secret() }, token: { id: "v1", key: secret() } },
    log: pino({ level: "warn" }),
    publicUrl: "http://localhost",
    minimumCell: 10,
    poolSize,
    host: "127.0.0.1",
    port: 0,
    development: false,
    jobs: false,
  });
  const ready: BenchServer = { address: app.address, ...(await portalWithServices(app.house)) };
  process.send?.(ready);
  process.on("message", (message: BenchRequest) => {
    if (message === "cpu") process.send?.(process.cpuUsage());
    else void app.close().then(() => process.exit(0));
  });
}

async function portalWithServices(house: House): Promise<Pick<BenchServer, "key" | "service" | "surveyed">> {
  const { catalogue, security, surveys } = house;
  fine(await catalogue.createAgency.create(OPERATOR, { code: "BENCH", names: NAMES }));
  const portal = fine(await catalogue.createPortal.create(OPERATOR, { code: "PORTAL", agency: "BENCH", names: NAMES }));
  const service = await grantedService(house, "SERVICE");
  const surveyed = await grantedService(house, "SURVEYED");
  fine(await surveys.defineSurvey.publish(OPERATOR, { service: surveyed.name, moment: "AFTER_OUTCOME", version: null }));
  const { key } = await security.keys.create(OPERATOR, { role: "portal", portalId: portal.id }, "bench");
  return { key, service, surveyed };
}

async function grantedService({ catalogue, units }: House, code: string): Promise<BenchService> {
  const { id } = fine(await catalogue.createService.create(OPERATOR, { agency: "BENCH", code, names: NAMES }));
  const name = `BENCH/${code}`;
  const scope = { portal: "PORTAL", service: name, from: "2000-01-01" };
  fine(await catalogue.grantPortal.grant(OPERATOR, scope));
  fine(await catalogue.declareSignals.declare(OPERATOR, { ...scope, signals: ["ERROR", "RETRY", "HELP", "CHANNEL_SWITCH"] }));
  const procedure = (await units.read((unit) => catalogue.lookup.services(unit, [id]))).get(id)?.procedures[0];
  if (procedure === undefined) throw new Error("a new service has a procedure");
  return { id, name, procedureId: procedure.id, steps: procedure.steps.map((step) => step.code) };
}

function fine<T>(result: T | Refusal): T {
  if (result instanceof Refusal) throw new Error(`${result.code}: ${result.message}`);
  return result;
}

const [, , url, poolSize] = process.argv;
if (url !== undefined) void serve(url, Number(poolSize));
