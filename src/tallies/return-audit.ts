import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { type History, historyOf } from "./domain/history";
import { LONGEST_CHAIN } from "./domain/return-chain";
import { returnContributions } from "./domain/return-contributions";
import type { TallyRow } from "./domain/tally";

/** Where chains are asked for. */
export type ChainFacts = Pick<TransactionsLookup, "byId" | "ofSubjects" | "returningSubjects">;

/** Subjects read at once, each with at most 25 transactions and their passages. */
const PAGE = 50;

/** Tells what the returns of a service contribute as its facts say, a page of subjects at a time. */
export class ReturnAudit {
  constructor(private readonly transactions: ChainFacts) {}

  /** @throws Error where a transaction names a procedure version that the service does not have. */
  async *rows(unit: UnitOfWork, service: ServiceFacts): AsyncGenerator<readonly TallyRow[]> {
    const procedures = new Map(service.procedures.map((procedure) => [procedure.id, procedure]));
    for (let subjects = await this.after(unit, service.id, ""); subjects.length > 0; subjects = await this.after(unit, service.id, subjects.at(-1) ?? "")) {
      const chains = [...(await this.transactions.ofSubjects(unit, service.id, subjects, LONGEST_CHAIN)).values()];
      const known = await this.transactions.byId(unit, service.id, chains.flatMap((chain) => chain.map(({ id }) => id)));
      const historyById = (id: string): History => {
        const transaction = known.get(id);
        const procedure = procedures.get(transaction?.procedureId ?? "");
        if (transaction === undefined || procedure === undefined) throw new Error(`No procedure of transaction ${id} of service ${service.id} to count by.`);
        return historyOf(transaction, procedure, service.timeZone);
      };
      yield chains.flatMap((chain) => returnContributions(chain.map(({ id }) => historyById(id))));
    }
  }

  private after(unit: UnitOfWork, serviceId: string, subject: string): Promise<readonly string[]> {
    return this.transactions.returningSubjects(unit, serviceId, subject, PAGE);
  }
}
