import "reflect-metadata";
import { createHmac, randomUUID } from "node:crypto";
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import type { Logger } from "pino";
import type { DataSource } from "typeorm";
import { type CatalogueModule, catalogueModule } from "./catalogue/catalogue.module";
import type { Connections } from "./database/connections";
import { openDataSource, poolOf } from "./database/data-source";
import { DatabaseClock } from "./database/database-clock";
import { type Job, type JobRunner, startJobs } from "./database/job-runner";
import { LIMITS, REQUEST_SECONDS, requestLimits } from "./database/limits";
import { Reader, type ReaderSettings } from "./database/reader";
import { Snapshots } from "./database/snapshots";
import { UnitsOfWork } from "./database/unit-of-work";
import { serveGraphql } from "./graphql/graphql-server";
import { ViewerResolver } from "./graphql/viewer.resolver";
import { type ImprovementModule, improvementModule } from "./improvement/improvement.module";
import { type ReportsModule, reportsModule } from "./reports/reports.module";
import { AccessTokens } from "./security/access-tokens.service";
import { Callers } from "./security/callers";
import type { OidcSettings } from "./security/oidc-settings";
import type { AgencyDirectory } from "./security/ports/agency-directory";
import { type RetentionPeriods, USUAL_PERIODS } from "./security/retention-schedule";
import { RetentionService } from "./security/retention.service";
import { KeyRotationService } from "./security/key-rotation.service";
import type { SecretStore } from "./security/secret-store";
import type { SecretKeys } from "./security/secret-keys";
import { type SecurityModule, securityModule } from "./security/security.module";
import type { Clock } from "./shared/clock";
import { Refusal } from "./shared/refusal";
import { type Random, systemRandom } from "./shared/random";
import { UNOBSERVED } from "./shared/observer";
import { NATIONAL_SENDING_HOURS } from "./surveys/domain/sending-hours";
import { type SignalThresholds, USUAL_THRESHOLDS } from "./surveys/domain/response-signals";
import { SurveysInForce } from "./surveys/surveys-in-force";
import { invitationDesk, type SurveysModule, surveysModule } from "./surveys/surveys.module";
import { type TalliesModule, talliesModule, type TallyChecks, tallyChecks } from "./tallies/tallies.module";
import type { CatalogueDesk } from "./transactions/ports/catalogue-desk";
import { transactionsLookup, type TransactionsModule, transactionsModule } from "./transactions/transactions.module";
import { keepDeadline } from "./web/deadline";
import { Drain } from "./web/drain";
import { serveExplorer } from "./web/explorer";
import { edgeOptions, guardEdge, type Patience } from "./web/http-edge";
import type { Metrics } from "./web/metrics";
import { tracing } from "./web/tracing";
import { serveCodes } from "./web/serve-codes";
import { serveEmbed } from "./web/serve-embed";
import { serveSurvey } from "./web/serve-survey";
import { serveUnlinked } from "./web/serve-unlinked";
import { serveWeekly } from "./web/serve-weekly";
import type { HouseFacts } from "./web/survey/survey-walk";

export interface AppSettings {
  readonly connections: Connections;
  readonly secretKeys: SecretKeys;
  /** Where these may be replaced; absent: nowhere. */
  readonly secretStore?: SecretStore;
  readonly log: Logger;
  /** Address under which people reach Yusr, for survey links; without a slash at the end. */
  readonly publicUrl: string;
  /** Hours in which portals may send messages, as `parseSendingHours` reads them; absent: the national ones. */
  readonly sendingHours?: string | undefined;
  /** Cells with fewer answers than this are not shown. */
  readonly minimumCell: number;
  /** Whether people may only be asked with a survey that an authority has approved. Absent: no. */
  readonly surveyApproval?: "optional" | "required";
  /** Whether a developer works with it: pages on the same machine may show surveys then. */
  readonly development: boolean;
  readonly poolSize?: number;
  /** Whether statements are prepared; absent: they are. */
  readonly prepares?: boolean;
  /** A replica for reports; without one the writer serves them. */
  readonly reader?: ReaderSettings | undefined;
  /** How long somebody waits for what is done. Absent: nobody waits, and everything may take its time. */
  readonly requestSeconds?: number | undefined;
  /** How long things are kept; absent: as usual. */
  readonly periods?: RetentionPeriods;
  /** From when on a way of answering is unusual. */
  readonly signals?: SignalThresholds;
  /** Survey tokens a minute from one address that may be none. Absent: any number. */
  readonly guessLimit?: number;
  /** Absent: the database's. */
  readonly clock?: Clock;
  /** Whom and what chance picks, where it is not left to chance. */
  readonly random?: Random;
}

/** The house without doors: every use case, over one database. The command line works with this. */
export interface House {
  readonly security: SecurityModule;
  readonly catalogue: CatalogueModule;
  readonly transactions: TransactionsModule;
  readonly surveys: SurveysModule;
  readonly tallies: TalliesModule;
  readonly tallyChecks: TallyChecks;
  readonly reports: ReportsModule;
  readonly improvement: ImprovementModule;
  readonly resolvers: readonly object[];
  /** Behind the seals of cursors. */
  readonly cursorKey: Buffer;
  readonly retention: RetentionService;
  readonly rotation: KeyRotationService;
  /** What is to be done in the background. */
  readonly jobs: readonly Job[];
  readonly clock: Clock;
  /** For lookups from a door; use cases open their own. */
  readonly units: UnitsOfWork;
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

const NOT_HERE = new Refusal("KEYS_IN_ENVIRONMENT", "The keys of this house cannot be replaced from inside.");
const NO_STORE: SecretStore = { list: () => [], rotate: () => NOT_HERE, destroy: () => NOT_HERE };

/** Puts the house together; read it from top to bottom to see who needs whom. */
export async function openHouse(settings: AppSettings): Promise<House> {
  const limits = settings.requestSeconds === undefined ? LIMITS.work : requestLimits(settings.requestSeconds);
  const dataSource = await openDataSource(settings.connections.app, { ...(settings.poolSize === undefined ? {} : { poolSize: settings.poolSize }), prepares: settings.prepares ?? true, limits });
  const { now: clock, close: stopClock } = settings.clock === undefined ? await DatabaseClock.open(poolOf(dataSource)) : { now: settings.clock, close: () => undefined };
  const units = new UnitsOfWork(dataSource);
  const reader = settings.reader === undefined ? undefined : new Reader(settings.reader, settings.log, settings.requestSeconds ?? REQUEST_SECONDS);
  const snapshots = new Snapshots(units, clock, reader);
  const security = securityModule({ dataSource, units, clock, secretKeys: settings.secretKeys });
  const catalogue = catalogueModule({ units, clock, security, development: settings.development });
  const catalogueDesk: CatalogueDesk = {
    createAgency: (actor, agency) => catalogue.createAgency.create(actor, agency),
    createService: (actor, service) => catalogue.createService.create(actor, service),
    publishProcedure: async (actor, service, procedure, from) => {
      const draft = await catalogue.draftProcedure.draft(actor, { service, version: null, procedure, existing: "KEEP" });
      return draft instanceof Refusal ? draft : catalogue.publishProcedure.publish(actor, service, draft.version, from);
    },
  };
  const lookup = transactionsLookup(security);
  const tallies = talliesModule({ units, clock, security, catalogue: catalogue.lookup, transactions: lookup, minimumCell: settings.minimumCell });
  const { secretKeys, publicUrl, random = systemRandom, sendingHours = NATIONAL_SENDING_HOURS, periods = USUAL_PERIODS } = settings;
  const inForce = new SurveysInForce(settings.surveyApproval === "required", clock);
  const desk = invitationDesk({ clock, catalogue: catalogue.lookup, deltas: tallies.deltas, secretKeys, publicUrl, random, inForce });
  const transactions = transactionsModule({ units, clock, security, catalogue: catalogue.lookup, lookup, catalogueDesk, deltas: tallies.deltas, desk, periods });
  const surveys = surveysModule({ units, clock, security, catalogue: catalogue.lookup, transactions: transactions.lookup, deltas: tallies.deltas, secretKeys, publicUrl, random, sendingHours, thresholds: settings.signals ?? USUAL_THRESHOLDS, counts: tallies.asking, uncertainty: tallies.asking, desk, inForce, periods, guessLimit: settings.guessLimit ?? 0 });
  await surveys.seed().catch(async (error: unknown) => {
    stopClock();
    await dataSource.destroy();
    throw error;
  });
  const reports = reportsModule({ units, snapshots, clock, security, minimumCell: settings.minimumCell }, { catalogue: catalogue.lookup, tallies: tallies.lookup });
  const jobs = [...security.jobs, ...transactions.jobs, ...surveys.jobs, ...tallies.jobs];
  const improvement = improvementModule({ units, snapshots, clock, security, minimumCell: settings.minimumCell }, { catalogue: catalogue.lookup, tallies: tallies.lookup });
  return {
    security,
    catalogue,
    transactions,
    surveys,
    tallies,
    tallyChecks: tallyChecks({ units, clock, security, catalogue: catalogue.lookup, transactions: transactions.lookup, surveys: surveys.lookup }),
    reports,
    improvement,
    resolvers: [new ViewerResolver(), ...catalogue.resolvers, ...transactions.resolvers, ...surveys.resolvers, ...tallies.resolvers, ...reports.resolvers, ...improvement.resolvers],
    cursorKey: createHmac("sha256", secretKeys.token.key).update("cursors").digest(),
    rotation: new KeyRotationService(units, security.access, security.audit, settings.secretStore ?? NO_STORE, async (unit, purpose, keyId) => {
      if (purpose === "contact") return surveys.lookup.contacts(unit);
      return (await transactions.lookup.namedUnder(unit, keyId))[purpose === "subject" ? "subjects" : "operators"];
    }),
    retention: new RetentionService(units, security.access, security.audit, jobs, periods),
    jobs,
    clock,
    units,
    dataSource,
    close: async () => {
      stopClock();
      await reader?.close();
      await dataSource.destroy();
    },
  };
}

export const COST_LIMIT = 1_500_000;

const NAMELESS_HOUSE: HouseFacts = { office: { ar: "مكتب التحول الرقمي", en: "The digital-transformation office" }, changesUrl: null };

/** Where the doors are, and who may look through them. */
export interface DoorSettings {
  /** Whose word is taken for where a request came from: addresses and networks, with commas between. Absent: nobody's. */
  readonly trustedProxy?: string | undefined;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Address under which people reach them, without a slash at the end. */
  readonly publicUrl: string;
  /** What the survey page tells people of the house; absent: its common name and nothing else. */
  readonly houseFacts?: HouseFacts;
  readonly development: boolean;
  /** What one request may cost, in microseconds of one processor. Absent: 1,500,000. */
  readonly costLimit?: number;
  /** Whose access tokens people may come with. Absent: nobody's. */
  readonly oidc?: OidcSettings | undefined;
  /** Requests a minute of one key, or of one address without a key. Absent: any number. */
  readonly rateLimit?: number;
  /** How long a request may take, in seconds. Absent: {@link REQUEST_SECONDS}. */
  readonly requestSeconds?: number | undefined;
  /** How long slow clients are waited for. Absent: as docs/operations.md says. */
  readonly patience?: Patience;
  /** Requests to `/graphql` worked on at once. Absent: any number. */
  readonly places?: number;
  readonly log: Logger;
  /** Whoever counts what goes on. Absent: nobody. */
  readonly metrics?: Metrics;
}

export interface ServerSettings extends AppSettings, DoorSettings {
  /** Whether this process also runs the background jobs. */
  readonly jobs: boolean;
}

export interface App extends Doors {
  readonly house: House;
}

/** The open doors of a house. */
export interface Doors {
  readonly address: string;
  /** Leaves the house as it is. `patience`: for how long clients are sent away before the doors shut, in milliseconds; none is said: not at all. */
  close(patience?: number): Promise<void>;
}

/** Connections of the jobs' work: they run two at a time. */
const WORK_POOL = 4;

/** The house with its doors open: its own, or those of other processes. */
export async function createApp(settings: ServerSettings, open: (house: House) => Promise<Doors> = (house) => openDoors(house, settings)): Promise<App> {
  const house = await openHouse({ ...settings, requestSeconds: settings.requestSeconds ?? REQUEST_SECONDS });
  settings.metrics?.watchPool(poolOf(house.dataSource));
  let jobs: JobRunner | undefined;
  try {
    jobs = settings.jobs ? await startWork(settings) : undefined;
    const doors = await open(house);
    return {
      address: doors.address,
      house,
      close: async (patience) => {
        await doors.close(patience);
        await jobs?.stop();
        await house.close();
      },
    };
  } catch (error) {
    await jobs?.stop();
    await house.close();
    throw error;
  }
}

/** The background jobs, in a house of their own: they may take longer than anybody waits, and keep no request waiting. */
async function startWork(settings: ServerSettings): Promise<JobRunner> {
  const house = await openHouse({ ...settings, poolSize: WORK_POOL, requestSeconds: undefined });
  const jobs = await startJobs(settings.connections.owner, house.jobs, settings.log, settings.metrics).catch(async (error: unknown) => {
    await house.close();
    throw error;
  });
  return {
    stop: async () => {
      await jobs.stop();
      await house.close();
    },
  };
}

/** Opens the doors of a house. */
export async function openDoors(house: House, settings: DoorSettings): Promise<Doors> {
  const loggerInstance: FastifyBaseLogger = settings.log;
  const http = Fastify({
    loggerInstance, bodyLimit: 1_048_576, forceCloseConnections: "idle", return503OnClosing: false, genReqId: () => randomUUID(), trustProxy: settings.trustedProxy ?? false,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request" }),
    ...edgeOptions(settings.patience),
  });
  const drain = new Drain(http);
  keepDeadline(http, (settings.requestSeconds ?? REQUEST_SECONDS) * 1_000);
  settings.metrics?.watchServer(http);
  tracing.watchServer(http);
  guardEdge(http, settings.patience);
  if (settings.development) serveExplorer(http);
  const callers = callersOf(house, settings);
  const actorOf = callers.actorOf.bind(callers);
  const facts = settings.houseFacts ?? NAMELESS_HOUSE;
  serveSurvey(http, { surveys: house.surveys, facts, publicUrl: settings.publicUrl });
  serveEmbed(http, { surveys: house.surveys, facts });
  serveUnlinked(http, { surveys: house.surveys, facts });
  serveCodes(http, { surveys: house.surveys, actorOf, publicUrl: settings.publicUrl });
  serveWeekly(http, { reports: house.reports, actorOf, clock: house.clock });
  const graphql = await serveGraphql(http, { resolvers: house.resolvers, cursorKey: house.cursorKey, actorOf, development: settings.development, costLimit: settings.costLimit ?? COST_LIMIT, rateLimit: settings.rateLimit ?? 0, places: settings.places ?? 0, log: settings.log, observer: tracing.beside(settings.metrics ?? UNOBSERVED) });
  const close = async (patience = 0): Promise<void> => {
    await drain.close(patience);
    await graphql.stop();
  };
  try {
    return { address: await http.listen({ host: settings.host, port: settings.port }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whoever comes with a key and, where a provider of identities is configured, with one of its tokens. */
function callersOf({ security, catalogue, units, clock }: House, { oidc, log }: DoorSettings): Callers {
  const directory: AgencyDirectory = {
    agency: (unit, code) => catalogue.lookup.agency(unit, code),
    services: async (unit, agency, codes) => {
      const named = await catalogue.lookup.named(unit, codes.map((code) => `${agency}/${code}`));
      const ids = [...named.values()].flatMap((service) => (service.found === "ONE" ? [service.serviceId] : []));
      return ids.length === named.size ? ids : undefined;
    },
  };
  return new Callers(security.keys, oidc === undefined ? undefined : new AccessTokens(units, oidc, directory, security.pseudonyms, clock, log));
}
