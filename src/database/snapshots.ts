import { TypeORMError } from "typeorm";
import type { Clock } from "../shared/clock";
import type { Freshness, ReaderTrouble } from "../shared/freshness";
import type { Reader, WriterPosition } from "./reader";
import { databaseTrouble } from "./trouble";
import { readOnly, type UnitOfWork, type UnitsOfWork } from "./unit-of-work";

/** What a report does in its snapshot. It only reads; where a reader breaks it may run again, on the writer. */
export type ReportWork<T> = (unit: UnitOfWork, freshness: Freshness) => Promise<T>;

/**
 * How PostgreSQL runs a report's statements. Planned for the services and days of each: one plan for all of them takes a country for a
 * handful of rows. And with memory for what they sort and group, of which each part of a statement may take as much.
 */
const FOR_REPORTS = "SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL work_mem = '32MB'";

/**
 * Read-only snapshots for reports: taken from the reader where there is one that answers and is not too far behind, else
 * from the writer. Nothing but reports uses this, so nothing that is about to be written is ever decided on old data.
 */
export class Snapshots {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    private readonly reader: Reader | undefined,
  ) {}

  /**
   * One snapshot, in which every figure agrees with every other, and how fresh it is.
   *
   * @param plans kept, for what is small and asked often; else made for what is asked
   */
  async read<T>(work: ReportWork<T>, plans?: "KEPT"): Promise<T> {
    const settings = plans === "KEPT" ? undefined : FOR_REPORTS;
    if (this.reader === undefined) return this.fromWriter(work, null, settings);
    const outcome = await this.fromReader(this.reader, work, settings);
    return typeof outcome === "string" ? this.fromWriter(work, outcome, settings) : outcome.report;
  }

  private async fromReader<T>(reader: Reader, work: ReportWork<T>, settings: string | undefined): Promise<{ readonly report: T } | ReaderTrouble> {
    const asked = this.clock();
    const position = await this.writerPosition();
    const ready = await reader.ready(position);
    if (typeof ready === "string") return ready;
    const runner = ready.createQueryRunner();
    try {
      // Asked before the snapshot is taken, so that it holds at least what is said.
      const lagSeconds = await reader.lag(runner, position);
      if (typeof lagSeconds === "string") return lagSeconds;
      const freshness: Freshness = { server: "READER", asOf: new Date(asked.getTime() - lagSeconds * 1_000), lagSeconds, readerPassedOver: null };
      const report = await readOnly(runner, (unit) => work(unit, freshness), settings);
      reader.served();
      return { report };
    } catch (error) {
      // What is no fault of the reader would go wrong on the writer too: a bug, a denied access, a report that asks for too much.
      if (!(error instanceof TypeORMError) || databaseTrouble(error) === "TIMED_OUT") throw error;
      return reader.brokeOff(error);
    } finally {
      await runner.release();
    }
  }

  private async fromWriter<T>(work: ReportWork<T>, readerPassedOver: ReaderTrouble | null, settings: string | undefined): Promise<T> {
    const asOf = this.clock();
    return this.units.read((unit) => work(unit, { server: "WRITER", asOf, lagSeconds: 0, readerPassedOver }), settings);
  }

  /** With commits that are acknowledged before they are written, what is written is not all there is. */
  private async writerPosition(): Promise<WriterPosition> {
    const [row] = await this.units.single(
      (unit) =>
        unit.query<WriterPosition[]>(`/* writer-position */ SELECT (CASE current_setting('synchronous_commit') WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_lsn() END)::text AS lsn, clock_timestamp()::text AS at, current_database() AS database,
          (SELECT system_identifier FROM pg_control_system())::text AS cluster`),
    );
    if (row === undefined) throw new Error("The writer did not say where it stands.");
    return row;
  }
}
