import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Job } from "../database/job-runner";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { RetentionPeriods } from "../security/retention-schedule";
import type { SecurityModule } from "../security/security.module";
import type { Clock } from "../shared/clock";
import { firstIdAt } from "../shared/new-id";
import { CorrectTransactionsResolver } from "./api/correct-transactions.resolver";
import { RecordStatusChangesResolver } from "./api/record-status-changes.resolver";
import { RecordTransactionsResolver } from "./api/record-transactions.resolver";
import { UnmappedResolver } from "./api/unmapped.resolver";
import { CorrectTransactionsService } from "./correct-transactions.service";
import { ForgetPseudonymsService } from "./forget-pseudonyms.service";
import { ImportLogService } from "./import-log.service";
import { ImportStatusService } from "./import-status.service";
import { InferAbandonmentService } from "./infer-abandonment.service";
import { MessageReader } from "./message-reader.service";
import type { CatalogueDesk } from "./ports/catalogue-desk";
import type { InvitationDesk } from "./ports/invitation-desk";
import type { TransactionTallyDeltas } from "./ports/tally-deltas";
import { RecordStatusChangesService } from "./record-status-changes.service";
import { RecordTransactionsService } from "./record-transactions.service";
import { RecordableServices } from "./recordable-services.lookup";
import { RecountCalendarsService } from "./recount-calendars.service";
import { RefileUnmappedService } from "./refile-unmapped.service";
import { StoredTransactions } from "./stored-transactions.lookup";
import { TransactionStore } from "./storage/transaction.store";
import { TransactionIntake } from "./transaction-intake.service";
import type { TransactionsLookup } from "./transactions.lookup";

export interface TransactionsModule {
  readonly lookup: TransactionsLookup;
  readonly recordTransactions: RecordTransactionsService;
  readonly recordStatusChanges: RecordStatusChangesService;
  readonly refileUnmapped: RefileUnmappedService;
  readonly importLog: ImportLogService;
  readonly importStatus: ImportStatusService;
  readonly inferAbandonment: InferAbandonmentService;
  readonly recountCalendars: RecountCalendarsService;
  readonly resolvers: readonly object[];
  readonly jobs: readonly Job[];
}

/** What others may ask. Made before the tallies, which ask it and are told by the rest of the module. */
export function transactionsLookup(security: Pick<SecurityModule, "pseudonyms">): TransactionsLookup {
  return new StoredTransactions(new TransactionStore(), security.pseudonyms);
}

export interface TransactionsNeeds {
  readonly units: UnitsOfWork;
  readonly clock: Clock;
  readonly security: SecurityModule;
  readonly catalogue: CatalogueLookup;
  readonly lookup: TransactionsLookup;
  readonly catalogueDesk: CatalogueDesk;
  readonly deltas: TransactionTallyDeltas;
  readonly desk: InvitationDesk;
  readonly periods: Pick<RetentionPeriods, "pseudonyms">;
}

export function transactionsModule({ units, clock, security, catalogue, lookup, catalogueDesk, deltas, desk, periods }: TransactionsNeeds): TransactionsModule {
  const store = new TransactionStore();
  const firstNamed = (now: Date): string => firstIdAt(new Date(now.getTime() - periods.pseudonyms * 86_400_000));
  const services = new RecordableServices(catalogue, firstNamed);
  const reader = new MessageReader(catalogue, services, security.pseudonyms);
  const intake = new TransactionIntake(store, deltas, desk);
  const recordTransactions = new RecordTransactionsService(units, security.access, security.audit, clock, reader, intake);
  const correctTransactions = new CorrectTransactionsService(units, security.access, security.audit, clock, security.pseudonyms, services, reader, store, deltas, desk);
  const veil = { reference: (serviceId: string, reference: string) => security.pseudonyms.reference(serviceId, reference).toString("hex") };
  const recordStatusChanges = new RecordStatusChangesService(units, security.access, security.audit, clock, veil, catalogue, services, store, deltas, desk);
  const refileUnmapped = new RefileUnmappedService(units, security.access, security.audit, clock, catalogue, store, deltas);
  const inferAbandonment = new InferAbandonmentService(units, security.access, security.audit, clock, catalogue, store, deltas, desk);
  const recountCalendars = new RecountCalendarsService(units, security.access, clock, catalogue, store, deltas);
  const forgetPseudonyms = new ForgetPseudonymsService(units, security.access, clock, catalogue, security.marks, store, deltas, firstNamed);
  return {
    lookup,
    recordTransactions,
    recordStatusChanges,
    refileUnmapped,
    resolvers: [new RecordTransactionsResolver(recordTransactions), new CorrectTransactionsResolver(correctTransactions), new RecordStatusChangesResolver(recordStatusChanges), new UnmappedResolver(refileUnmapped)],
    importLog: new ImportLogService(units, security.access, security.audit, catalogue, catalogueDesk, recordTransactions),
    importStatus: new ImportStatusService(units, security.access, security.audit, catalogue, recordStatusChanges),
    inferAbandonment,
    recountCalendars,
    jobs: [
      // Half past one in the morning in Muscat.
      { name: "infer-abandonment", schedule: "30 21 * * *", run: () => inferAbandonment.infer({ kind: "system", job: "infer-abandonment" }) },
      { name: "forget-pseudonyms", schedule: "20 20 * * *", forgets: true, run: () => forgetPseudonyms.forget({ kind: "system", job: "forget-pseudonyms" }) },
      { name: "recount-calendars", schedule: "*/10 * * * *", run: () => recountCalendars.recount({ kind: "system", job: "recount-calendars" }) },
    ],
  };
}
