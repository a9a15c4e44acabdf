import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { type Dimension, monthsOverBefore, publishableCells } from "./domain/publishable-cells";
import { postings } from "./domain/postings";
import { releaseBatches } from "./domain/release-batches";
import { questionKey } from "./domain/waiting-answer";
import type { BreakdownRepository } from "./storage/breakdown.repository";
import { type OpenCell, openBreakdowns } from "./storage/open-breakdowns.view";
import { releasableServices } from "./storage/releasable-services.view";
import type { ReleasedAnswerRepository } from "./storage/released-answer.repository";
import type { StoredWaitingAnswer, WaitingAnswerRepository } from "./storage/waiting-answer.repository";

export interface ReleaseResult {
  /** Services of which answers were released. */
  readonly services: number;
  readonly answers: number;
}

/** Answers read at once, so that memory stays flat. */
const PAGE = 10_000;

/** Touchpoints are closed last: they open as their channels are shown. */
const CLOSINGS: readonly (readonly Dimension[])[] = [["CHANNEL", "SEGMENT", "LANGUAGE", "OUTCOME"], ["TOUCHPOINT"]];

/**
 * Lets reports see answers: in whole batches of the smallest cell that may be shown, never one by one; and breakdowns of
 * them by month, once the month is over. Run nightly; may be run at any time and several times at once, since what is
 * released no longer waits.
 */
export class ReleaseAnswersService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly waiting: WaitingAnswerRepository,
    private readonly released: ReleasedAnswerRepository,
    private readonly breakdowns: BreakdownRepository,
    private readonly minimumCell: number,
  ) {}

  /**
   * All or nothing of each service.
   *
   * @param onProgress services done, of how many
   * @throws AccessDenied
   */
  async release(actor: Actor, onProgress: (done: number, total: number) => void = () => undefined): Promise<ReleaseResult> {
    this.access.require(actor, "tallies.maintain");
    // Which zone's day it is does not matter: a month is closed days after it was over.
    const before = monthsOverBefore(localDay(this.clock(), "UTC"));
    const serviceIds = await this.units.read((unit) => releasableServices(unit, this.minimumCell, before));
    let services = 0;
    let answers = 0;
    for (const [i, serviceId] of serviceIds.entries()) {
      const released = await this.units.write((unit) => this.releaseService(unit, actor, serviceId, before));
      if (released > 0) services += 1;
      answers += released;
      onProgress(i + 1, serviceIds.length);
    }
    return { services, answers };
  }

  private async releaseService(unit: UnitOfWork, actor: Actor, serviceId: string, before: string): Promise<number> {
    await this.released.lock(unit, serviceId);
    const answers = await this.releaseBatches(unit, serviceId);
    for (const dimensions of CLOSINGS) await this.closeBreakdowns(unit, serviceId, dimensions, before);
    if (answers > 0) await this.audit.record(unit, actor, "releaseAnswers", { serviceId, answers });
    return answers;
  }

  private async releaseBatches(unit: UnitOfWork, serviceId: string): Promise<number> {
    await this.waiting.open(unit, serviceId, this.minimumCell);
    let total = 0;
    let held: readonly StoredWaitingAnswer[] = [];
    for (;;) {
      const page = await this.waiting.next(unit, PAGE);
      if (page.length === 0) return total;
      const batches = releaseBatches([...held, ...page], this.minimumCell);
      await this.released.post(unit, postings(batches));
      const ids = new Set(batches.flatMap(({ answers }) => answers.map(({ id }) => id)));
      const removed = await this.released.remove(unit, serviceId, [...ids]);
      if (removed !== ids.size) throw new Error(`Posted ${String(ids.size)} answers, but ${String(removed)} of them were waiting.`);
      total += removed;
      held = unfinished([...held, ...page], ids);
    }
  }

  /** Shows the cells of breakdowns that may be shown, of months that are over. */
  private async closeBreakdowns(unit: UnitOfWork, serviceId: string, dimensions: readonly Dimension[], before: string): Promise<void> {
    const bySiblings = new Map<string, OpenCell[]>();
    for (const cell of await openBreakdowns(unit, serviceId, dimensions, before, this.minimumCell)) {
      const known = bySiblings.get(cell.siblings);
      if (known === undefined) bySiblings.set(cell.siblings, [cell]);
      else known.push(cell);
    }
    const shown: OpenCell[] = [];
    const hidden: OpenCell[] = [];
    for (const cells of bySiblings.values()) {
      const publishable = new Set(publishableCells(cells, this.minimumCell));
      if (publishable.size > 0) for (const cell of cells) (publishable.has(cell) ? shown : hidden).push(cell);
    }
    await this.breakdowns.close(unit, { shown, hidden });
  }
}

/** Answers that may fill a batch with those of the next page: of the last question, which may go on there. */
function unfinished(answers: readonly StoredWaitingAnswer[], released: ReadonlySet<string>): readonly StoredWaitingAnswer[] {
  const last = answers.at(-1);
  if (last === undefined) return [];
  const question = questionKey(last);
  return answers.filter((answer) => !released.has(answer.id) && questionKey(answer) === question && (answer.choice === null) === (last.choice === null));
}
