import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { Refusal } from "../shared/refusal";
import { type CountDifference, differingMeasures } from "./domain/count-difference";
import { keyAt } from "./domain/grain";
import type { ReleasedAnswersAudit } from "./released-answers-audit";
import { tallyTable } from "./storage/tally-table";
import type { AuditListener, ComparedPart, TallyAudit } from "./tally-audit";

/** A row that is wrong, as it is told. */
export interface ToldDifference {
  /** Table of the tally, at one of its grains. */
  readonly tally: string;
  /** Column → value. */
  readonly key: Readonly<Record<string, string>>;
  /** Measure → `[what the facts say, what was counted]`. */
  readonly measures: Readonly<Record<string, readonly [number, number]>>;
  /** What is wrong where it is no single row. */
  readonly note?: string;
}

/** What a verification looked at and found. */
export interface Verification {
  readonly services: number;
  readonly transactions: number;
  /** Rows of tallies that were compared. */
  readonly rows: number;
  /** Rows, sealed months, and what is kept of answers, that are wrong: table → how many. Empty: none. */
  readonly differences: Readonly<Record<string, number>>;
}

/** Hears how far it is: transactions read, of how many. */
export type AuditProgress = (read: number, total: number) => void;

/** Says whether the counts are what the facts add up to. */
export class VerifyTalliesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: TallyAudit,
    private readonly answers: ReleasedAnswersAudit,
  ) {}

  /**
   * Counts every fact of the services anew and compares row by row; adds up their answers and compares what is kept of them. Each service is seen in one snapshot, so it may run
   * beside intake, folds and releases. Changes nothing. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`.
   *
   * @param names `CODE` or `AGENCY/CODE`; undefined: every service
   * @param onDifference hears of every row that is wrong
   * @throws AccessDenied unless the actor may maintain tallies.
   */
  async verify(
    actor: Actor,
    names: readonly string[] | undefined,
    onDifference: (difference: ToldDifference) => void = () => undefined,
    onProgress: AuditProgress = () => undefined,
  ): Promise<Verification | Refusal> {
    this.access.require(actor, "tallies.maintain");
    const scope = await this.units.read((unit) => this.audit.scope(unit, actor, names));
    if (scope instanceof Refusal) return scope;
    let [read, transactions, rows] = [0, 0, 0];
    const differences: Record<string, number> = {};
    const differ: AuditListener["differ"] = (part, found) => {
      const table = tallyTable(part.tally, part.grain);
      differences[table] = (differences[table] ?? 0) + found.length;
      for (const difference of found) onDifference(told(part, difference));
      return Promise.resolve();
    };
    const broken = (tally: string, note: string, serviceId: string): void => {
      differences[tally] = (differences[tally] ?? 0) + 1;
      onDifference({ tally, key: { serviceId }, measures: {}, note });
    };
    for (const serviceId of scope.serviceIds) {
      const compared = await this.units.read(async (unit) => {
        for (const note of await this.answers.differences(unit, serviceId)) broken("released answers", note, serviceId);
        return this.audit.compare(unit, serviceId, {
          read: (more) => {
            read += more;
            onProgress(read, scope.transactions);
          },
          differ,
          break: (tally, note) => {
            broken(tally, note, serviceId);
          },
        });
      });
      transactions += compared.transactions;
      rows += compared.rows;
    }
    return { services: scope.serviceIds.length, transactions, rows, differences };
  }
}

function told({ tally, grain }: ComparedPart, difference: CountDifference): ToldDifference {
  const key = Object.fromEntries(keyAt(tally, grain).map(({ name }, i) => [name, difference.facts.key[i] ?? ""]));
  return { tally: tallyTable(tally, grain), key, measures: differingMeasures(difference) };
}
