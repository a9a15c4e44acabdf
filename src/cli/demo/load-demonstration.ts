import type { House } from "../../app";
import type { Actor } from "../../security/actor";
import type { KeyGrant } from "../../security/keys.service";
import { addDays, localDay } from "../../shared/local-day";
import type { CliContext } from "../cli-context";
import { COUNTRY, SERVICES, TIME_ZONE } from "./country";
import { type DemonstrationSummary, summarise } from "./demonstration-summary";
import { GraphqlClient, GraphqlServer } from "./graphql-client";
import { daysOfEarlierRun, loadCatalogue } from "./load-catalogue";
import { loadResponses, publishSurveys } from "./load-responses";
import { loadTransactions } from "./load-transactions";
import { ninetyDaysUntil } from "./ninety-days";
import { volumeOf } from "./simulate";

export interface DemonstrationLoad {
  /** Behind the server at `address`: it makes the keys, and releases and folds what was sent. */
  readonly house: House;
  /** The server that everything is sent to, without a slash at the end. */
  readonly address: string;
  /** Absent: a temporary one. */
  readonly adminKey?: string;
  readonly operator: Actor;
  readonly now: Date;
  /** Share of the full size; default all of it. The tiny service is tiny anyway. */
  readonly scale?: number;
  readonly progress: CliContext["progress"];
  /** Stops the load between two calls. What was sent stays; another run goes on from there. */
  readonly stopping: AbortSignal;
}

/** Should the load die without revoking its keys, they die soon after. */
const KEY_LIFE_MS = 2 * 3_600_000;

/**
 * Loads the demonstration through the public API: catalogue, surveys, transactions through the portals' own keys,
 * responses; then releases the answers and folds the counts. Running it again adds nothing, also on a later day: the
 * ninety days are those of the first run. Undefined where it was stopped.
 */
export async function loadDemonstration(load: DemonstrationLoad): Promise<DemonstrationSummary | undefined> {
  const { house, operator, stopping } = load;
  const server = new GraphqlServer(load.address, stopping);
  const temporary: string[] = [];
  const client = async (grant: KeyGrant): Promise<GraphqlClient> => {
    const { keyId, key } = await house.security.keys.create(operator, grant, "demonstration, until it is loaded", new Date(load.now.getTime() + KEY_LIFE_MS));
    temporary.push(keyId);
    return new GraphqlClient(server, key);
  };
  try {
    const admin = load.adminKey === undefined ? await client({ role: "admin" }) : new GraphqlClient(server, load.adminKey);
    return await send(load, admin, client);
  } catch (error) {
    if (stopping.aborted) return undefined;
    throw error;
  } finally {
    server.close();
    for (const keyId of temporary) await house.security.keys.revoke(operator, keyId);
  }
}

async function send(load: DemonstrationLoad, admin: GraphqlClient, client: (grant: KeyGrant) => Promise<GraphqlClient>): Promise<DemonstrationSummary> {
  const { house, operator, now, scale = 1, stopping } = load;
  const begun = performance.now();
  const days = (await daysOfEarlierRun(admin)) ?? ninetyDaysUntil(addDays(localDay(now, TIME_ZONE), -1));
  await loadCatalogue(admin, days);
  await publishSurveys(admin);

  const portals = new Map<string, GraphqlClient>();
  for (const { code, portal } of COUNTRY) {
    const portalId = await house.units.read((unit) => house.catalogue.lookup.portal(unit, portal.code));
    if (portalId === undefined) throw new Error(`the portal ${portal.code} is gone`);
    portals.set(code, await client({ role: "portal", portalId }));
  }
  const transactions = SERVICES.reduce((sum, { service }) => sum + volumeOf(service, scale), 0);
  const { answered } = await withProgress(load, "Transactions", transactions, (progress) => loadTransactions(portals, days, scale, progress));
  await withProgress(load, "Responses", answered.length, (progress) => loadResponses(admin, answered, progress));
  stopping.throwIfAborted();
  await house.tallies.release.release(operator);
  await house.tallies.fold.fold(operator);
  return summarise(days, { transactions, responses: answered.length, seconds: (performance.now() - begun) / 1_000 });
}

async function withProgress<T>(load: DemonstrationLoad, what: string, total: number, work: (progress: ReturnType<CliContext["progress"]>) => Promise<T>): Promise<T> {
  const progress = load.progress(what, total);
  try {
    return await work(progress);
  } finally {
    progress.end();
  }
}
