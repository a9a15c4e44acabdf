import type { Insertions } from "../database/insertions";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Response } from "../surveys/domain/response";
import type { InvitationCount, StoredPair, SurveyTallyDeltas } from "../surveys/ports/tally-deltas";
import type { Transaction } from "../transactions/domain/transaction";
import type { TransactionChange, TransactionTallyDeltas } from "../transactions/ports/tally-deltas";
import type { CountingBases } from "./counting-bases";
import { DeltaSum } from "./domain/delta";
import { predictors, ratesOverallEffort, stepTroubles } from "./domain/drivers";
import { invitationContribution } from "./domain/invitation-contribution";
import { returnContribution } from "./domain/return-contributions";
import { sealsOf } from "./domain/tally-seal";
import { pathOf } from "./domain/variant";
import { waitingAnswers } from "./domain/waiting-answer";
import type { DriverPlans } from "./driver-plans.service";
import type { ReturnChangesService } from "./return-changes.service";
import { addTallySeals } from "./storage/add-tally-seals";
import type { DeltaRepository } from "./storage/delta.repository";
import type { WaitingAnswerRepository } from "./storage/waiting-answer.repository";

/** Counts what the modules upstream write, in their own unit of work: a fact and its counts come to be together or not at all. */
export class RecordDeltasService implements TransactionTallyDeltas, SurveyTallyDeltas {
  constructor(
    private readonly bases: CountingBases,
    private readonly returns: ReturnChangesService,
    private readonly deltas: DeltaRepository,
    private readonly answers: WaitingAnswerRepository,
    private readonly plans: DriverPlans,
  ) {}

  /** @throws Error where a change names a service, procedure version or calendar that the catalogue does not know. */
  async transactionsChanged(unit: UnitOfWork, changes: readonly TransactionChange[]): Promise<void> {
    if (changes.length === 0) return;
    const returns = await this.returns.changed(unit, changes);
    const counted = changes.flatMap(({ before, after }) => (before === null ? [after] : [before, after]));
    const basis = await this.bases.of(unit, [...counted, ...returns.map(({ earlier }) => earlier)]);
    const sum = new DeltaSum();
    for (const { before, after } of changes) {
      if (before !== null) sum.count(basis.rows(before), -1);
      sum.count(basis.rows(after), 1);
    }
    for (const { sign, earlier, ...rest } of returns) sum.count([returnContribution({ ...rest, earlier: basis.history(earlier) })], sign);
    const paths = changes.flatMap(({ after }) => (after.withdrawn ? [] : (pathOf(after) ?? [])));
    await Promise.all([this.deltas.append(unit, sum.deltas()), this.deltas.rememberPaths(unit, paths)]);
  }

  /** The returns that can no longer be counted anew are sealed, so that they can still be checked. */
  async peopleForgotten(unit: UnitOfWork, changes: readonly { readonly before: Transaction; readonly after: Transaction }[]): Promise<void> {
    const returns = await this.returns.changed(unit, changes);
    const [first] = changes;
    if (first === undefined || returns.length === 0) return;
    const basis = await this.bases.of(unit, returns.map(({ earlier }) => earlier));
    const lost = new DeltaSum();
    for (const { sign, earlier, ...rest } of returns) lost.count([returnContribution({ ...rest, earlier: basis.history(earlier) })], sign === 1 ? -1 : 1);
    await addTallySeals(unit, sealsOf(first.after.serviceId, lost));
  }

  async invitationsCounted(unit: UnitOfWork, counts: readonly InvitationCount[], into?: Insertions): Promise<void> {
    const deltas = new DeltaSum().count(counts.map(invitationContribution), 1).deltas();
    if (into === undefined) await this.deltas.append(unit, deltas);
    else this.deltas.gather(into, deltas);
  }

  /** Answers wait, unseen by any report, until enough of them are there to be released. */
  async responsesStored(unit: UnitOfWork, pairs: readonly StoredPair[], into: Insertions): Promise<void> {
    const values = await this.predictorsOf(unit, pairs.flatMap(({ response, transaction }) => (transaction !== null && ratesOverallEffort(response) ? [{ response, transaction }] : [])));
    this.answers.gather(into, pairs.flatMap(({ response }) => waitingAnswers(response, values.get(response) ?? null)));
  }

  /** What may drive the effort that responses rate: computed now, since nothing leads from a response to its transaction later. */
  private async predictorsOf(unit: UnitOfWork, pairs: readonly { readonly response: Response; readonly transaction: Transaction }[]): Promise<ReadonlyMap<Response, readonly number[]>> {
    if (pairs.length === 0) return new Map();
    const basis = await this.bases.of(unit, pairs.map(({ transaction }) => transaction));
    const told = pairs.map(({ response, transaction }) => ({ response, history: basis.history(transaction) }));
    const columns = await this.plans.columnsOf(unit, new Map(told.map(({ response, history }) => [history.procedure, response.serviceId])));
    return new Map(told.map(({ response, history }) => [response, predictors(columns.get(history.procedure.id) ?? [], response, stepTroubles(history))]));
  }
}
