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
  /** Of a portal that may report about the service and measures everything. */
  readonly key: string;
  readonly service: { readonly id: string; readonly name: string; readonly procedureId: string; readonly steps: readonly string[] };
}

/** What the parent may say: how much processor time have you used (answered with `process.cpuUsage()`), or stop. */
export type BenchRequest = "cpu" | "stop";

const OPERATOR: Actor = { kind: "operator", user: "bench" };

/** A server in a process of its own, over an empty database whose address is the first argument; tells its parent when it is ready. */
async function serve(url: string): Promise<void> {
  const connections = await prepareRoles(url, undefined);
  await migrate(connections.owner);
  const secret = (): Buffer => randomBytes(32);
  const app = await createApp({
    connections,
    secretKeys: { reference: secret(), subject: { id: "v1", key: secret() }, operator: { id: "v1", key: secret() }, token: { id: "v1", key: secret() } },
    log: pino({ level: "warn" }),
    publicUrl: "http://localhost",
    minimumCell: 10,
    poolSize: 10,
    host: "127.0.0.1",
    port: 0,
    development: false,
    jobs: false,
  });
  const ready: BenchServer = { address: app.address, ...(await portalWithService(app.house)) };
  process.send?.(ready);
  process.on("message", (message: BenchRequest) => {
    if (message === "cpu") process.send?.(process.cpuUsage());
    else void app.close().then(() => process.exit(0));
  });
}

async function portalWithService(house: House): Promise<Pick<BenchServer, "key" | "service">> {
  const { catalogue, security } = house;
  const names = { ar: "قياس", en: "Measuring" };
  fine(await catalogue.createAgency.create(OPERATOR, { code: "BENCH", names }));
  const { id } = fine(await catalogue.createService.create(OPERATOR, { agency: "BENCH", code: "SERVICE", names }));
  const portal = fine(await catalogue.createPortal.create(OPERATOR, { code: "PORTAL", agency: "BENCH", names }));
  const scope = { portal: "PORTAL", service: "BENCH/SERVICE", from: "2000-01-01" };
  fine(await catalogue.grantPortal.grant(OPERATOR, scope));
  fine(await catalogue.declareSignals.declare(OPERATOR, { ...scope, signals: ["ERROR", "RETRY", "HELP", "CHANNEL_SWITCH"] }));
  const facts = (await house.units.read((unit) => catalogue.lookup.services(unit, [id]))).get(id);
  const procedure = facts?.procedures[0];
  if (procedure === undefined) throw new Error("a new service has a procedure");
  const { key } = await security.keys.create(OPERATOR, { role: "portal", portalId: portal.id }, "bench");
  return { key, service: { id, name: "BENCH/SERVICE", procedureId: procedure.id, steps: procedure.steps.map((step) => step.code) } };
}

function fine<T>(result: T | Refusal): T {
  if (result instanceof Refusal) throw new Error(`${result.code}: ${result.message}`);
  return result;
}

const [, , url] = process.argv;
if (url !== undefined) void serve(url);
