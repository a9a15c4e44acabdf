import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { TALLIES, type Tally } from "./domain/tally";
import type { FoldRepository } from "./storage/fold.repository";

/** What a fold did to one tally. */
export interface FoldResult {
  readonly tally: string;
  /** How many deltas went into the tally. */
  readonly folded: number;
  /** True where somebody else was folding it. */
  readonly skipped: boolean;
}

const CHUNK = 20_000;

/** Moves what writes appended into the counts kept for reports, so that reading stays cheap. Changes no figure. */
export class FoldTalliesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly folds: FoldRepository,
    private readonly chunk = CHUNK,
  ) {}

  /** Folds every tally until nothing waits; one that another process is folding is left to it. */
  async fold(actor: Actor, onProgress: (folded: number) => void = () => undefined): Promise<readonly FoldResult[]> {
    this.access.require(actor, "tallies.maintain");
    const results: FoldResult[] = [];
    let total = 0;
    for (const tally of TALLIES) {
      let folded = 0;
      for (;;) {
        const moved = await this.foldChunk(tally);
        if (moved === undefined) {
          results.push({ tally: tally.name, folded, skipped: true });
          break;
        }
        folded += moved;
        total += moved;
        onProgress(total);
        if (moved < this.chunk) {
          results.push({ tally: tally.name, folded, skipped: false });
          break;
        }
      }
    }
    return results;
  }

  /** One unit of work, all or nothing. Undefined where somebody else holds the tally. */
  private async foldChunk(tally: Tally): Promise<number | undefined> {
    return this.units.write(async (unit) => {
      if (!(await this.folds.lock(unit, tally))) return undefined;
      const end = await this.folds.chunkEnd(unit, tally, this.chunk);
      return end === undefined ? 0 : this.folds.move(unit, tally, end);
    }, "REPEATABLE READ");
  }
}
