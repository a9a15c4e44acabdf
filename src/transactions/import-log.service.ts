import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import { Channel } from "../catalogue/domain/channel";
import { checkCode } from "../catalogue/domain/code";
import type { ProcedureFacts } from "../catalogue/domain/service-facts";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { InputProblem } from "../shared/input-file";
import { isTimeZone } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import type { CatalogueDesk } from "./ports/catalogue-desk";
import { LogSurvey, MAX_ACTIVITIES } from "./domain/log-survey";
import { readTrace, type Trace } from "./domain/log-trace";
import { messageOfTrace } from "./domain/message-of-trace";
import { outcomeOfTrace } from "./domain/outcome-of-trace";
import { markRequired, partsOfTrace, passagesOfTrace } from "./domain/passages-of-trace";
import { namesOf, procedureOfLog } from "./domain/procedure-of-log";
import { stepCodes } from "./domain/step-codes";
import type { TransactionMessage } from "./domain/transaction-message";
import { meaningOf } from "./domain/value-map";
import type { LogFile } from "./storage/log-file";
import type { ImportWatch, LogReceipt, LogToImport } from "./domain/log-import";
import { openLogFile } from "./storage/open-log-file";
import { ReceiptBook } from "./domain/log-receipt";
import type { RecordTransactionsService } from "./record-transactions.service";

/** Cases, and passages, that one unit of work takes at most. */
const BATCH = { cases: 500, passages: 5_000 };

/** What a log is recorded with, once it has been looked through. */
interface Plan {
  readonly service: string;
  readonly codes: ReadonlyMap<string, string>;
  /** Codes that a procedure of the service knows. */
  readonly steps: ReadonlySet<string>;
  readonly pairsStarts: boolean;
  readonly cases: number;
}

/** Takes in the event log of a system that has been running for years. */
export class ImportLogService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly catalogue: CatalogueLookup,
    private readonly desk: CatalogueDesk,
    private readonly transactions: RecordTransactionsService,
  ) {}

  /**
   * Goes through the file twice: first to learn what is in it, refusing before anything is written, then to record it,
   * case by case, in units of work of a few hundred cases. Never invites anybody. Importing again adds nothing, so an
   * import that was cut off is finished by starting it again. What could not be taken is told to `watch` and counted;
   * it never holds up the rest.
   *
   * Refusals: `MARK_REQUIRED`, `NO_CASES`, `TOO_MANY_ACTIVITIES`, `INVALID_CODE`, `INVALID_TIME_ZONE`, `UNKNOWN_AGENCY` and `UNKNOWN_SERVICE`
   * (with `create` off), those of `InputProblem`, and those of publishing a procedure: `DRAFT_IN_THE_WAY` where the owner is drafting one.
   *
   * @throws AccessDenied unless the actor may import.
   */
  async import(actor: Actor, log: LogToImport, watch: ImportWatch): Promise<LogReceipt | Refusal> {
    this.access.require(actor, "transactions.import");
    const refusal = checkCode(log.agency, ["agency"]) ?? checkCode(log.service, ["service"]) ?? checkTimeZone(log.timeZone ?? null);
    if (refusal !== undefined) return refusal;
    let file: LogFile | undefined;
    try {
      file = await openLogFile(log.path, { names: log.names, attributes: attributesOf(log) });
      const book = new ReceiptBook(`${log.agency}/${log.service}`, watch);
      const survey = await this.lookThrough(log, file, book, watch);
      const plan = refuseSurvey(survey, log) ?? (await this.prepare(actor, log, survey, book));
      if (plan instanceof Refusal) return plan;
      await this.units.write((unit) => this.audit.record(unit, actor, "importLog", { service: plan.service, cases: plan.cases }));
      await this.recordAll(actor, log, file, plan, book, watch);
      return book.receipt(survey);
    } catch (error) {
      if (error instanceof InputProblem) return error.toRefusal();
      throw error;
    } finally {
      await file?.close();
    }
  }

  private async lookThrough(log: LogToImport, file: LogFile, book: ReceiptBook, watch: ImportWatch): Promise<LogSurvey> {
    const survey = new LogSurvey();
    const raws = file.traces((done, total) => {
      watch.reading(done, total);
    });
    for await (const raw of raws) {
      const trace = "refusal" in raw ? raw : readTrace(raw, file.names, log.timeZone ?? null);
      if ("refusal" in trace) book.notTaken(trace);
      else survey.add(trace);
    }
    return survey;
  }

  /** Sees to it that agency, service and procedure exist. */
  private async prepare(actor: Actor, log: LogToImport, survey: LogSurvey, book: ReceiptBook): Promise<Plan | Refusal> {
    const service = `${log.agency}/${log.service}`;
    const missing = await this.ensureService(actor, log, book);
    if (missing !== undefined) return missing;
    const known = await this.proceduresOf(service);
    const activities = survey.activities();
    let codes = stepCodes(activities, stepsOf(known));
    let steps = new Set(stepsOf(known).map((step) => step.code));
    // A service that was modelled keeps its procedure; what the log knows beyond it waits under UNMAPPED.
    if (survey.earliest !== null && known.every((procedure) => procedure.standard) && activities.some((activity) => !steps.has(codes.get(activity) ?? ""))) {
      codes = stepCodes(activities);
      steps = new Set(codes.values());
      const published = await this.desk.publishProcedure(actor, service, procedureOfLog(activities, codes), survey.earliest);
      if (published instanceof Refusal) return published;
      book.procedureVersion = published.version;
      book.created.push(`version ${String(published.version)} of the procedure, with ${String(activities.length)} steps`);
    }
    return { service, codes, steps, pairsStarts: survey.pairsStarts, cases: survey.cases };
  }

  private async ensureService(actor: Actor, log: LogToImport, book: ReceiptBook): Promise<Refusal | undefined> {
    const service = `${log.agency}/${log.service}`;
    const [agencyId, named] = await this.units.read(async (unit) => [await this.catalogue.agency(unit, log.agency), (await this.catalogue.named(unit, [service])).get(service)] as const);
    if (named?.found === "ONE") return undefined;
    if (!log.create) {
      return agencyId === undefined
        ? new Refusal("UNKNOWN_AGENCY", `There is no agency ${log.agency}.`, ["agency"])
        : new Refusal("UNKNOWN_SERVICE", `The agency ${log.agency} has no service ${log.service}.`, ["service"]);
    }
    if (agencyId === undefined) {
      const made = await this.desk.createAgency(actor, { code: log.agency, names: namesOf(log.agency) });
      if (made instanceof Refusal) return made;
      book.created.push(`agency ${log.agency}`);
    }
    const made = await this.desk.createService(actor, { agency: log.agency, code: log.service, names: namesOf(log.service) });
    if (made instanceof Refusal) return made;
    book.created.push(`service ${service}`);
    return undefined;
  }

  /** The latest first. */
  private async proceduresOf(service: string): Promise<readonly ProcedureFacts[]> {
    return this.units.read(async (unit) => {
      const named = (await this.catalogue.named(unit, [service])).get(service);
      if (named?.found !== "ONE") return [];
      return (await this.catalogue.services(unit, [named.serviceId])).get(named.serviceId)?.procedures.toReversed() ?? [];
    });
  }

  private async recordAll(actor: Actor, log: LogToImport, file: LogFile, plan: Plan, book: ReceiptBook, watch: ImportWatch): Promise<void> {
    let batch: { readonly line: number; readonly message: TransactionMessage }[] = [];
    let passages = 0;
    let done = 0;
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      const messages = batch.map(({ message }) => message);
      const results = await this.units.write((unit) => this.transactions.recordIn(unit, actor, messages, { invite: false }));
      results.forEach((result, index) => {
        book.result(batch[index]?.line ?? 0, result);
      });
      done += batch.length;
      watch.recording(done, plan.cases);
      batch = [];
      passages = 0;
    };
    for await (const raw of file.traces()) {
      // What was not understood was told in the first pass.
      const trace = "refusal" in raw ? raw : readTrace(raw, file.names, log.timeZone ?? null);
      if ("refusal" in trace) continue;
      const found = passagesOfTrace(partsOfTrace(trace.events), log.mark, plan.pairsStarts);
      if (found instanceof Refusal || found.length === 0) {
        const refusal = found instanceof Refusal ? found : new Refusal("NO_EVENTS", "None of the events of this case begins or completes a step.");
        book.notTaken({ line: trace.line, refusal });
        continue;
      }
      const message = messageOfTrace(trace, found, plan.codes, { service: plan.service, channel: channelOf(trace, log, book), outcome: outcomeOfTrace(trace, found, log.outcome), mark: log.mark });
      for (const { activity } of found) if (!plan.steps.has(plan.codes.get(activity) ?? "")) book.unmappedPassage(activity);
      batch.push({ line: trace.line, message });
      passages += found.length;
      if (batch.length >= BATCH.cases || passages >= BATCH.passages) await flush();
    }
    await flush();
  }
}

/** Refuses what is no zone with `INVALID_TIME_ZONE`. */
function checkTimeZone(timeZone: string | null): Refusal | undefined {
  if (timeZone === null || isTimeZone(timeZone)) return undefined;
  return new Refusal("INVALID_TIME_ZONE", "A time zone is an IANA name such as Asia/Muscat.", ["timeZone"]);
}

function attributesOf({ channel, outcome }: LogToImport): readonly string[] {
  return [...(channel === null ? [] : [channel.attribute]), ...(outcome !== null && "attribute" in outcome ? [outcome.attribute] : [])];
}

function refuseSurvey(survey: LogSurvey, log: LogToImport): Refusal | undefined {
  if (survey.cases === 0) return new Refusal("NO_CASES", "Not one case of this file could be understood; nothing was recorded.");
  if (survey.tooManyActivities) {
    return new Refusal("TOO_MANY_ACTIVITIES", `This log has more than ${String(MAX_ACTIVITIES)} different activities: most likely another attribute holds the name of the step.`, ["names", "activity"]);
  }
  return survey.needsMark && log.mark === null ? markRequired() : undefined;
}

function stepsOf(procedures: readonly ProcedureFacts[]): readonly { readonly code: string; readonly names: Readonly<Record<string, string>> }[] {
  return procedures.flatMap((procedure) => procedure.steps);
}

/** Unknown values are no channel, not even `OTHER`: a later import with a fuller map fills the gap. */
function channelOf(trace: Trace, log: LogToImport, book: ReceiptBook): Channel | null {
  const value = log.channel === null ? undefined : trace.attributes[log.channel.attribute];
  if (log.channel === null || value === undefined || value.trim() === "") return null;
  const channel = meaningOf(value, log.channel.map, Channel);
  if (channel === undefined) book.unmappedChannel(value);
  return channel ?? null;
}
