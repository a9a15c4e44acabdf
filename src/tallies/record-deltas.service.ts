import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ProcedureFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Response } from "../surveys/domain/response";
import type { InvitationCount, StoredPair, SurveyTallyDeltas } from "../surveys/ports/tally-deltas";
import type { Transaction } from "../transactions/domain/transaction";
import type { TransactionChange, TransactionTallyDeltas } from "../transactions/ports/tally-deltas";
import { contributions } from "./domain/contributions";
import { DeltaSum } from "./domain/delta";
import { predictors, ratesOverallEffort, stepTroubles } from "./domain/drivers";
import { type History, historyOf } from "./domain/history";
import { invitationContribution } from "./domain/invitation-contribution";
import { returnContribution } from "./domain/return-contributions";
import type { TallyRow } from "./domain/tally";
import { pathOf } from "./domain/variant";
import { waitingAnswers } from "./domain/waiting-answer";
import type { DriverPlans } from "./driver-plans.service";
import type { ReturnChangesService } from "./return-changes.service";
import type { DeltaRepository } from "./storage/delta.repository";
import type { WaitingAnswerRepository } from "./storage/waiting-answer.repository";

/** What a transaction is counted by: its procedure, and the zone in which its agency's days begin. */
interface CountingBasis {
  readonly procedure: ProcedureFacts;
  readonly timeZone: string;
}

/** Procedure versions kept in memory; far more than one batch can name. */
const REMEMBERED = 20_000;

/** Counts what the modules upstream write, in their own unit of work: a fact and its counts come to be together or not at all. */
export class RecordDeltasService implements TransactionTallyDeltas, SurveyTallyDeltas {
  private readonly remembered = new Map<string, CountingBasis>();

  constructor(
    private readonly catalogue: Pick<CatalogueLookup, "services">,
    private readonly returns: ReturnChangesService,
    private readonly deltas: DeltaRepository,
    private readonly answers: WaitingAnswerRepository,
    private readonly plans: DriverPlans,
  ) {}

  /** @throws Error where a change names a service or procedure version that the catalogue does not know. */
  async transactionsChanged(unit: UnitOfWork, changes: readonly TransactionChange[]): Promise<void> {
    if (changes.length === 0) return;
    const returns = await this.returns.changed(unit, changes);
    const counted = changes.flatMap(({ before, after }) => (before === null ? [after] : [before, after]));
    const bases = await this.basesOf(unit, [...counted, ...returns.map(({ earlier }) => earlier)]);
    const sum = new DeltaSum();
    for (const { before, after } of changes) {
      if (before !== null) sum.count(contributionsOf(before, bases), -1);
      sum.count(contributionsOf(after, bases), 1);
    }
    for (const { sign, earlier, ...rest } of returns) sum.count([returnContribution({ ...rest, earlier: historyBy(bases, earlier) })], sign);
    await this.deltas.append(unit, sum.deltas());
    await this.deltas.rememberPaths(unit, changes.flatMap(({ after }) => (after.withdrawn ? [] : (pathOf(after) ?? []))));
  }

  /** What the transactions are counted by. Remembered, since a published procedure and its agency's time zone never change. */
  private async basesOf(unit: UnitOfWork, transactions: readonly Transaction[]): Promise<ReadonlyMap<string, CountingBasis>> {
    const needed = new Map<string, CountingBasis>();
    const services = new Set<string>();
    for (const { serviceId, procedureId } of transactions) {
      const basis = this.remembered.get(procedureId);
      if (basis === undefined) services.add(serviceId);
      else needed.set(procedureId, basis);
    }
    if (services.size === 0) return needed;
    if (this.remembered.size > REMEMBERED) this.remembered.clear();
    for (const { timeZone, procedures } of (await this.catalogue.services(unit, [...services])).values()) {
      for (const procedure of procedures) {
        needed.set(procedure.id, { procedure, timeZone });
        this.remembered.set(procedure.id, { procedure, timeZone });
      }
    }
    return needed;
  }

  async invitationsCounted(unit: UnitOfWork, counts: readonly InvitationCount[]): Promise<void> {
    await this.deltas.append(unit, new DeltaSum().count(counts.map(invitationContribution), 1).deltas());
  }

  /** Answers wait, unseen by any report, until enough of them are there to be released. */
  async responsesStored(unit: UnitOfWork, pairs: readonly StoredPair[]): Promise<void> {
    const values = await this.predictorsOf(unit, pairs.filter(({ response }) => ratesOverallEffort(response)));
    await this.answers.append(unit, pairs.flatMap(({ response }) => waitingAnswers(response, values.get(response) ?? null)));
  }

  /** What may drive the effort that responses rate: computed now, since nothing leads from a response to its transaction later. */
  private async predictorsOf(unit: UnitOfWork, pairs: readonly StoredPair[]): Promise<ReadonlyMap<Response, readonly number[]>> {
    if (pairs.length === 0) return new Map();
    const bases = await this.basesOf(unit, pairs.map(({ transaction }) => transaction));
    const procedures = new Map(pairs.map(({ transaction }) => [basisOf(transaction, bases).procedure, transaction.serviceId]));
    const columns = await this.plans.columnsOf(unit, procedures);
    return new Map(pairs.map(({ response, transaction }) => {
      const { procedure, timeZone } = basisOf(transaction, bases);
      return [response, predictors(columns.get(procedure.id) ?? [], response, stepTroubles(historyOf(transaction, procedure, timeZone)))];
    }));
  }
}

function contributionsOf(transaction: Transaction, bases: ReadonlyMap<string, CountingBasis>): readonly TallyRow[] {
  const { procedure, timeZone } = basisOf(transaction, bases);
  return contributions(transaction, procedure, timeZone);
}

function historyBy(bases: ReadonlyMap<string, CountingBasis>, transaction: Transaction): History {
  const { procedure, timeZone } = basisOf(transaction, bases);
  return historyOf(transaction, procedure, timeZone);
}

function basisOf(transaction: Transaction, bases: ReadonlyMap<string, CountingBasis>): CountingBasis {
  const basis = bases.get(transaction.procedureId);
  if (basis === undefined) throw new Error(`No procedure ${transaction.procedureId} of service ${transaction.serviceId} to count by.`);
  return basis;
}
