import type { Job } from "../database/job-runner";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "./access";
import type { Actor } from "./actor";
import type { AuditLog } from "./audit-log";
import { type DataClass, type RetentionPeriods, type ScheduledClass, scheduledClasses } from "./retention-schedule";

/** How much of a class went. */
export interface Forgotten {
  readonly dataClass: DataClass;
  readonly job: string;
  /** Rows, or values in rows. */
  readonly forgotten: number;
}

/** Deletes what has been kept long enough: all classes one after the other, as the jobs do each in its own time. */
export class RetentionService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly jobs: readonly Job[],
    private readonly periods: RetentionPeriods,
  ) {}

  /** Every class of data, with how long it is kept. */
  list(actor: Actor): readonly ScheduledClass[] {
    this.access.require(actor, "tallies.maintain");
    return scheduledClasses(this.periods);
  }

  /**
   * Deletes everything that is due, class by class, and writes down how much. Must be run after an old backup was restored,
   * before anybody is let in: it brings back what had been forgotten. May be cut off and run again.
   *
   * @param onProgress classes done, of how many
   * @throws AccessDenied unless the actor may maintain the counts.
   */
  async run(actor: Actor, onProgress: (done: number, total: number) => void = () => undefined): Promise<readonly Forgotten[]> {
    this.access.require(actor, "tallies.maintain");
    const due = scheduledClasses(this.periods).filter(({ job }) => job !== null);
    const done: Forgotten[] = [];
    for (const { dataClass, job: name } of due) {
      const job = this.jobs.find((one) => one.name === name);
      if (job === undefined) throw new Error(`The schedule names a job ${name ?? ""} that is none.`);
      done.push({ dataClass, job: job.name, forgotten: Number(await job.run()) });
      onProgress(done.length, due.length);
    }
    await this.units.write((unit) => this.audit.record(unit, actor, "retention", Object.fromEntries(done.map(({ dataClass, forgotten }) => [dataClass, forgotten]))));
    return done;
  }
}
