import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { releaseBatches } from "./domain/release-batches";
import { releasableServices } from "./storage/releasable-services.view";
import type { ReleasedAnswerRepository } from "./storage/released-answer.repository";
import { type StoredWaitingAnswer, waitingAnswersOf } from "./storage/waiting-answers.view";

export interface ReleaseResult {
  /** Services of which answers were released. */
  readonly services: number;
  readonly answers: number;
}

/** Answers read at once, so that memory stays flat. */
const PAGE = 10_000;

/**
 * Lets reports see answers: in whole batches of the smallest cell that may be shown, never one by one. Run nightly; may
 * be run at any time and several times at once, since what is released no longer waits.
 */
export class ReleaseAnswersService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly released: ReleasedAnswerRepository,
    private readonly minimumCell: number,
  ) {}

  /** @param onProgress services done, of how many */
  async release(actor: Actor, onProgress: (done: number, total: number) => void = () => undefined): Promise<ReleaseResult> {
    this.access.require(actor, "tallies.maintain");
    const serviceIds = await this.units.read((unit) => releasableServices(unit, this.minimumCell));
    let services = 0;
    let answers = 0;
    for (const [i, serviceId] of serviceIds.entries()) {
      const released = await this.units.write((unit) => this.releaseService(unit, actor, serviceId));
      if (released > 0) services += 1;
      answers += released;
      onProgress(i + 1, serviceIds.length);
    }
    return { services, answers };
  }

  private async releaseService(unit: UnitOfWork, actor: Actor, serviceId: string): Promise<number> {
    await this.released.lock(unit, serviceId);
    let total = 0;
    for (;;) {
      const waiting = await waitingAnswersOf(unit, serviceId, this.minimumCell, Math.max(PAGE, this.minimumCell));
      if (waiting.length === 0) break;
      total += await this.post(unit, serviceId, waiting);
    }
    if (total > 0) await this.audit.record(unit, actor, "releaseAnswers", { serviceId, answers: total });
    return total;
  }

  private async post(unit: UnitOfWork, serviceId: string, waiting: readonly StoredWaitingAnswer[]): Promise<number> {
    const idOf = new Map(waiting.map(({ id, ...answer }) => [answer, id]));
    const batches = releaseBatches([...idOf.keys()], this.minimumCell);
    await this.released.postRatings(unit, batches.filter((batch) => batch.answers[0]?.choice === null));
    await this.released.postChoices(unit, batches.filter((batch) => batch.answers[0]?.choice !== null));
    const ids = batches.flatMap((batch) => batch.answers.map((answer) => idOf.get(answer) ?? ""));
    const removed = await this.released.remove(unit, serviceId, ids);
    if (removed !== ids.length) throw new Error(`Posted ${String(ids.length)} answers, but ${String(removed)} of them were waiting.`);
    return removed;
  }
}
