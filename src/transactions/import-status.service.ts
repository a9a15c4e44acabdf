import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import { ambiguousService } from "../catalogue/domain/ambiguous-service";
import { Channel } from "../catalogue/domain/channel";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { type CsvRow, csvRows } from "../shared/csv-rows";
import { InputProblem, textOf } from "../shared/input-file";
import { isTimeZone } from "../shared/local-day";
import { parseLocalInstant } from "../shared/local-instant";
import { notFound, Refusal } from "../shared/refusal";
import type { ReceiptLine } from "./domain/log-import";
import { NamedCounts } from "./domain/named-counts";
import type { StatusReceipt, StatusTable, StatusWatch } from "./domain/status-import";
import type { StatusMessage } from "./domain/status-message";
import { meaningOf } from "./domain/value-map";
import type { RecordStatusChangesService } from "./record-status-changes.service";

/** Rows that one unit of work takes. */
const BATCH = 1_000;
/** Rows not taken that a receipt lists; all of them are told to the watch and counted. */
const LISTED = 1_000;

/** Takes in a status-history table that a portal exported as CSV. */
export class ImportStatusService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly catalogue: CatalogueLookup,
    private readonly changes: Pick<RecordStatusChangesService, "recordIn">,
  ) {}

  /**
   * Records the rows in the order of the file, a thousand to a unit of work; holds no more of it. Never invites anybody.
   * Importing again adds nothing, so an import that was cut off is finished by starting it again. What could not be taken
   * is told to `watch` and counted.
   *
   * Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`, `INVALID_TIME_ZONE` and those of `InputProblem`; rows before a problem in
   * the middle of the file are recorded.
   *
   * @throws AccessDenied unless the actor may import.
   */
  async import(actor: Actor, table: StatusTable, watch: StatusWatch): Promise<StatusReceipt | Refusal> {
    this.access.require(actor, "transactions.import");
    if (table.timeZone !== null && !isTimeZone(table.timeZone)) return new Refusal("INVALID_TIME_ZONE", "A time zone is an IANA name such as Asia/Muscat.", ["timeZone"]);
    const named = await this.units.read(async (unit) => (await this.catalogue.named(unit, [table.service])).get(table.service));
    if (named?.found === "SEVERAL") return ambiguousService(named.candidates);
    if (named?.found !== "ONE") return notFound("service", ["service"]);
    await this.units.write((unit) => this.audit.record(unit, actor, "importStatus", { service: table.service, serviceId: named.serviceId }));
    try {
      return await this.rows(actor, table, watch);
    } catch (error) {
      if (error instanceof InputProblem) return error.toRefusal();
      throw error;
    }
  }

  private async rows(actor: Actor, table: StatusTable, watch: StatusWatch): Promise<StatusReceipt> {
    const counts = { RECORDED: 0, DUPLICATE: 0, notTaken: 0 };
    const rejected: ReceiptLine[] = [];
    const [unmapped, channels] = [new NamedCounts(), new NamedCounts()];
    let batch: { readonly line: number; readonly message: StatusMessage }[] = [];
    const refuse = (line: number, refusal: Refusal): void => {
      counts.notTaken += 1;
      if (rejected.length < LISTED) rejected.push({ line, code: refusal.code, message: refusal.message });
      watch.notTaken({ line, refusal });
    };
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      const messages = batch.map(({ message }) => message);
      const results = await this.units.write((unit) => this.changes.recordIn(unit, actor, messages, { invite: false }));
      results.forEach((result, index) => {
        if (result.status === "REJECTED") {
          refuse(batch[index]?.line ?? 0, result.refusal);
          return;
        }
        counts[result.status] += 1;
        if (result.warnings.length > 0) unmapped.add(messages[index]?.status ?? "");
      });
      batch = [];
    };
    const text = textOf(table.path, (done, total) => {
      watch.reading(done, total);
    });
    for await (const row of csvRows(text, { required: Object.values(table.columns).filter((column) => column !== null) })) {
      if ("refusal" in row) refuse(row.line, row.refusal);
      else batch.push({ line: row.line, message: messageOf(row, table, channels) });
      if (batch.length >= BATCH) await flush();
    }
    await flush();
    const { RECORDED: recorded, DUPLICATE: duplicates, notTaken } = counts;
    return { service: table.service, recorded, duplicates, notTaken, rejected, unmapped: unmapped.toRecord(), unmappedChannels: channels.toRecord() };
  }
}

function messageOf({ line, cells }: CsvRow, { service, columns, channels, timeZone }: StatusTable, unknown: NamedCounts): StatusMessage {
  const cell = (column: string): string => (cells[column] ?? "").trim();
  const at = cell(columns.at);
  const value = columns.channel === null ? "" : cell(columns.channel);
  const channel = value === "" ? null : (meaningOf(value, channels, Channel) ?? null);
  if (value !== "" && channel === null) unknown.add(value);
  return {
    service,
    reference: cell(columns.reference),
    status: cell(columns.status),
    // What cannot be read goes on as it is, to be refused with its own code.
    at: parseLocalInstant(at, timeZone)?.toISOString() ?? at,
    sequence: columns.sequence === null ? line : sequenceOf(cell(columns.sequence)),
    channel,
  };
}

/** Anything but a whole number is refused later as a negative one. */
function sequenceOf(text: string): number {
  return /^\d{1,9}$/u.test(text) ? Number(text) : -1;
}
