import { setTimeout as sleep } from "node:timers/promises";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import { rowsLess } from "./domain/count-row";
import { TALLIES } from "./domain/tally";
import type { FoldRepository } from "./storage/fold.repository";
import type { MendedCountRepository } from "./storage/mended-count.repository";
import { storedCounts } from "./storage/stored-counts.view";
import { tallyTable } from "./storage/tally-table";
import type { TallyAudit } from "./tally-audit";
import type { AuditProgress } from "./verify-tallies.service";

/** What a rebuilding did. */
export interface Rebuilt {
  readonly services: number;
  readonly transactions: number;
  /** Rows that were put right: table → how many. Empty: nothing was wrong. */
  readonly mended: Readonly<Record<string, number>>;
  /** What is wrong and could not be put right, because the facts to count it from are gone. */
  readonly left: number;
}

/** How long to wait for folds that are under way: they are short. */
const LOCK_ATTEMPTS = 300;
const LOCK_PAUSE_MS = 200;

/** Puts right what the counts have wrong. */
export class RebuildTalliesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly log: AuditLog,
    private readonly audit: TallyAudit,
    private readonly folds: Pick<FoldRepository, "lock">,
    private readonly counts: MendedCountRepository,
  ) {}

  /**
   * Compares as a verification does and makes each wrong row what the facts say less what waits for the fold; all of a
   * service in one unit of work at one snapshot, written to the audit log with it. May run beside intake: what is
   * recorded meanwhile comes as facts and deltas that neither side of the comparison has seen, and is folded on top.
   * Folds are kept out while a service is mended. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`, `FOLD_RUNNING`
   * (a fold went on for a minute).
   *
   * @param names `CODE` or `AGENCY/CODE`; undefined: every service
   * @throws AccessDenied unless the actor may maintain tallies.
   */
  async rebuild(actor: Actor, names: readonly string[] | undefined, onProgress: AuditProgress = () => undefined): Promise<Rebuilt | Refusal> {
    this.access.require(actor, "tallies.maintain");
    const scope = await this.units.read((unit) => this.audit.scope(unit, actor, names));
    if (scope instanceof Refusal) return scope;
    let [read, transactions, left] = [0, 0, 0];
    const mended: Record<string, number> = {};
    for (const serviceId of scope.serviceIds) {
      let wrong = 0;
      const compared = await this.units.read((unit) =>
        this.audit.compare(unit, serviceId, {
          read: (more) => {
            read += more;
            onProgress(read, scope.transactions);
          },
          differ: (_part, found) => {
            wrong += found.length;
            return Promise.resolve();
          },
          break: () => {
            left += 1;
          },
        }),
      );
      transactions += compared.transactions;
      if (wrong === 0) continue;
      const rows = await this.mend(actor, serviceId);
      if (rows instanceof Refusal) return rows;
      for (const [tally, n] of Object.entries(rows)) mended[tally] = (mended[tally] ?? 0) + n;
    }
    return { services: scope.serviceIds.length, transactions, mended, left };
  }

  /** Only where something is wrong, so that a sound service is never kept from being folded. */
  private async mend(actor: Actor, serviceId: string): Promise<Readonly<Record<string, number>> | Refusal> {
    for (let attempt = 1; attempt <= LOCK_ATTEMPTS; attempt += 1) {
      const rows = await this.units.write((unit) => this.mendNow(unit, actor, serviceId), "REPEATABLE READ");
      if (rows !== undefined) return rows;
      await sleep(LOCK_PAUSE_MS);
    }
    return new Refusal("FOLD_RUNNING", "The counts are being folded and have been for a minute. Try again later.", []);
  }

  /** Undefined while somebody folds. A fold that ended between the snapshot and the locks makes the writes fail and the unit start over. */
  private async mendNow(unit: UnitOfWork, actor: Actor, serviceId: string): Promise<Readonly<Record<string, number>> | undefined> {
    for (const tally of TALLIES) if (!(await this.folds.lock(unit, tally))) return undefined;
    const mended: Record<string, number> = {};
    await this.audit.compare(unit, serviceId, {
      read: () => undefined,
      break: () => undefined,
      differ: async ({ tally, grain, period }, found) => {
        // The next fold adds what waits.
        const waiting = await storedCounts(unit, tally, grain, serviceId, period, "WAITING");
        await this.counts.replace(unit, tally, grain, rowsLess(found.map(({ facts }) => facts), waiting));
        const table = tallyTable(tally, grain);
        mended[table] = (mended[table] ?? 0) + found.length;
      },
    });
    await this.log.record(unit, actor, "rebuildTallies", { serviceId, ...mended });
    return mended;
  }
}
