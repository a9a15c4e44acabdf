/** What cannot be done together with the others of its group, and is done by itself afterwards. */
export const ALONE = Symbol("alone");

/** How much is done together. */
export interface GroupLimits {
  /** Groups under way at once. */
  readonly atOnce: number;
  /** Pieces of work in one group. */
  readonly largest: number;
  /** Milliseconds after which a group keeps no other from beginning: it waits for something that is not the others' business. Absent: it does until it ends. */
  readonly patience?: number;
}

interface Waiting<W, R> {
  readonly work: W;
  readonly done: (result: R | Promise<R>) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * What comes while as many groups are under way as may be waits for one of them to end, and is then done together: one
 * unit of work and one commit (group commit, docs/decisions/0040), or one answer for all (docs/decisions/0041). What comes
 * while nothing is under way begins at once, so nobody waits for company.
 *
 * Nobody suffers from their company either: where a group fails, each piece is done again by itself, with an error of its own.
 */
export class Coalescer<W, R> {
  private readonly waiting: Waiting<W, R>[] = [];
  private underWay = 0;

  /** @param perform does a group, all or nothing; one answer for each piece, in order. A piece by itself is never answered with `ALONE` */
  constructor(
    private readonly perform: (group: readonly [W, ...W[]]) => Promise<readonly (R | typeof ALONE)[]>,
    private readonly limits: GroupLimits,
  ) {}

  /** @throws what doing it by itself throws */
  async do(work: W): Promise<R> {
    return new Promise<R>((done, failed) => {
      this.waiting.push({ work, done, failed });
      this.begin();
    });
  }

  private begin(): void {
    if (this.underWay >= this.limits.atOnce) return;
    const [first, ...others] = this.waiting.splice(0, this.limits.largest);
    if (first === undefined) return;
    this.underWay += 1;
    let counts = true;
    const leave = (): void => {
      if (!counts) return;
      counts = false;
      this.underWay -= 1;
      this.begin();
    };
    const { patience } = this.limits;
    const timer = patience === undefined ? undefined : setTimeout(leave, patience);
    void this.together([first, ...others]).finally(() => {
      clearTimeout(timer);
      leave();
    });
  }

  /** Ends when the group has: what is then done alone holds nobody up. */
  private async together(group: readonly [Waiting<W, R>, ...Waiting<W, R>[]]): Promise<void> {
    const [first, ...others] = group;
    let results: readonly (R | typeof ALONE)[];
    try {
      results = await this.perform([first.work, ...others.map(({ work }) => work)]);
    } catch (error) {
      if (others.length === 0) first.failed(error);
      else for (const { work, done } of group) done(this.alone(work));
      return;
    }
    for (const [index, { work, done, failed }] of group.entries()) {
      const result = results[index];
      if (result === undefined) failed(new Error("every piece of a group has an answer"));
      else done(result === ALONE ? this.alone(work) : result);
    }
  }

  private async alone(work: W): Promise<R> {
    const [result = ALONE] = await this.perform([work]);
    if (result === ALONE) throw new Error("nothing stands in the way of a piece by itself");
    return result;
  }
}
