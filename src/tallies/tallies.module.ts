import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Job } from "../database/job-runner";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { SecurityModule } from "../security/security.module";
import type { Clock } from "../shared/clock";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { AskingLookup } from "./asking.lookup";
import { CountingBases } from "./counting-bases";
import { DriverPlans } from "./driver-plans.service";
import { FoldTalliesService } from "./fold-tallies.service";
import { PruneTalliesService } from "./prune-tallies.service";
import { RecordDeltasService } from "./record-deltas.service";
import { RebuildTalliesService } from "./rebuild-tallies.service";
import { ReleasedAnswersAudit } from "./released-answers-audit";
import { ReleaseAnswersService } from "./release-answers.service";
import { ReturnChangesService } from "./return-changes.service";
import { BreakdownRepository } from "./storage/breakdown.repository";
import { DeltaRepository } from "./storage/delta.repository";
import { DriverPlanRepository } from "./storage/driver-plan.repository";
import { FoldRepository } from "./storage/fold.repository";
import { MendedCountRepository } from "./storage/mended-count.repository";
import { SealTalliesService } from "./seal-tallies.service";
import { ReleasedAnswerRepository } from "./storage/released-answer.repository";
import { ReturnSubjectRepository } from "./storage/return-subject.repository";
import { WaitingAnswerRepository } from "./storage/waiting-answer.repository";
import { StoredTalliesLookup } from "./stored-tallies.lookup";
import type { TalliesLookup } from "./tallies.lookup";
import { type AuditUpstream, TallyAudit } from "./tally-audit";
import { VerifyTalliesService } from "./verify-tallies.service";

export interface TalliesModule {
  /** What reports may ask. */
  readonly lookup: TalliesLookup;
  /** What surveys ask of the counts. */
  readonly asking: AskingLookup;
  /** Where transactions and surveys tell what changed. */
  readonly deltas: RecordDeltasService;
  readonly fold: FoldTalliesService;
  readonly release: ReleaseAnswersService;
  readonly prune: PruneTalliesService;
  readonly resolvers: readonly object[];
  readonly jobs: readonly Job[];
}

/** Whether the counts are right, and how they become so. Made after the modules whose facts they are counted from. */
export interface TallyChecks {
  readonly verify: VerifyTalliesService;
  readonly rebuild: RebuildTalliesService;
  /** For retention. */
  readonly seal: SealTalliesService;
}

export function tallyChecks({ units, clock, security, ...upstream }: { units: UnitsOfWork; clock: Clock; security: Pick<SecurityModule, "access" | "audit"> } & AuditUpstream): TallyChecks {
  const { access, audit } = security;
  const comparison = new TallyAudit(upstream, clock);
  return {
    verify: new VerifyTalliesService(units, access, comparison, new ReleasedAnswersAudit(upstream.surveys)),
    rebuild: new RebuildTalliesService(units, access, audit, comparison, new FoldRepository(), new MendedCountRepository()),
    seal: new SealTalliesService(comparison),
  };
}

export function talliesModule(floor: {
  units: UnitsOfWork;
  clock: Clock;
  security: Pick<SecurityModule, "access" | "audit">;
  catalogue: Pick<CatalogueLookup, "services" | "calendars">;
  transactions: Pick<TransactionsLookup, "byId" | "ofSubjects">;
  minimumCell: number;
}): TalliesModule {
  const { access, audit } = floor.security;
  const waiting = new WaitingAnswerRepository();
  const fold = new FoldTalliesService(floor.units, access, new FoldRepository());
  const release = new ReleaseAnswersService(floor.units, floor.clock, access, audit, waiting, new ReleasedAnswerRepository(), new BreakdownRepository(), floor.minimumCell);
  const prune = new PruneTalliesService(floor.units, access, floor.clock);
  const returns = new ReturnChangesService(floor.transactions, new ReturnSubjectRepository());
  return {
    lookup: new StoredTalliesLookup(),
    asking: new AskingLookup(floor.clock),
    deltas: new RecordDeltasService(new CountingBases(floor.catalogue), returns, new DeltaRepository(), waiting, new DriverPlans(new DriverPlanRepository())),
    fold,
    release,
    prune,
    resolvers: [],
    jobs: [
      { name: "fold-tallies", schedule: "* * * * *", run: () => fold.fold({ kind: "system", job: "fold-tallies" }) },
      // Two in the morning in Muscat.
      { name: "release-answers", schedule: "0 22 * * *", run: () => release.release({ kind: "system", job: "release-answers" }) },
      { name: "prune-tallies", schedule: "30 22 * * *", run: () => prune.prune({ kind: "system", job: "prune-tallies" }) },
    ],
  };
}
