import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Response } from "../surveys/domain/response";
import type { InvitationCount, SurveyTallyDeltas } from "../surveys/ports/tally-deltas";
import type { Transaction } from "../transactions/domain/transaction";
import type { TransactionChange, TransactionTallyDeltas } from "../transactions/ports/tally-deltas";
import { contributions } from "./domain/contributions";
import { DeltaSum } from "./domain/delta";
import { type Contribution, INVITATION_TALLY, type TallyRow } from "./domain/tally";
import { pathOf } from "./domain/variant";
import { waitingAnswers } from "./domain/waiting-answer";
import type { DeltaRepository } from "./storage/delta.repository";
import type { WaitingAnswerRepository } from "./storage/waiting-answer.repository";

/** Counts what the modules upstream write, in their own unit of work: a fact and its counts come to be together or not at all. */
export class RecordDeltasService implements TransactionTallyDeltas, SurveyTallyDeltas {
  constructor(
    private readonly catalogue: Pick<CatalogueLookup, "services">,
    private readonly deltas: DeltaRepository,
    private readonly answers: WaitingAnswerRepository,
  ) {}

  /** @throws Error where a change names a service or procedure version that the catalogue does not know. */
  async transactionsChanged(unit: UnitOfWork, changes: readonly TransactionChange[]): Promise<void> {
    if (changes.length === 0) return;
    const services = await this.catalogue.services(unit, [...new Set(changes.map((change) => change.after.serviceId))]);
    const sum = new DeltaSum();
    for (const { before, after } of changes) {
      if (before !== null) sum.count(contributionsOf(before, services), -1);
      sum.count(contributionsOf(after, services), 1);
    }
    await this.deltas.append(unit, sum.deltas());
    await this.deltas.rememberPaths(unit, changes.flatMap(({ after }) => (after.withdrawn ? [] : (pathOf(after) ?? []))));
  }

  async invitationsCounted(unit: UnitOfWork, counts: readonly InvitationCount[]): Promise<void> {
    await this.deltas.append(unit, new DeltaSum().count(counts.map(invitationContribution), 1).deltas());
  }

  /** Answers wait, unseen by any report, until enough of them are there to be released. */
  async responseStored(unit: UnitOfWork, response: Response): Promise<void> {
    await this.answers.append(unit, waitingAnswers(response));
  }
}

function contributionsOf(transaction: Transaction, services: ReadonlyMap<string, ServiceFacts>): readonly TallyRow[] {
  const service = services.get(transaction.serviceId);
  const procedure = service?.procedures.find((version) => version.id === transaction.procedureId);
  if (service === undefined || procedure === undefined) throw new Error(`No procedure ${transaction.procedureId} of service ${transaction.serviceId} to count by.`);
  return contributions(transaction, procedure, service.timeZone);
}

function invitationContribution(count: InvitationCount): Contribution<typeof INVITATION_TALLY> {
  return {
    tally: INVITATION_TALLY,
    key: {
      serviceId: count.serviceId,
      day: count.day,
      surveyId: count.surveyId ?? "",
      moment: count.moment ?? "",
      channel: count.channel ?? "",
      segment: count.segment ?? "",
      language: count.language ?? "",
      outcome: count.outcome,
      state: count.state,
    },
    measures: { n: count.n },
  };
}
