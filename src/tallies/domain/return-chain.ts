import type { ChainLink } from "../../transactions/domain/transaction";

/** Only the first transactions of a subject make returns, so that one with a hundred thousand costs no more than others. */
export const LONGEST_CHAIN = 25;

/** A transaction and the one before it in the chain of one subject in one service. */
export interface Return<L> {
  /** 1: the first transaction after the subject's first. */
  readonly opportunity: number;
  readonly first: L;
  readonly earlier: L;
  readonly later: L;
}

/**
 * The returns of a chain: transactions of one subject in one service, given in any order. What order they are in is told
 * by (startedAt, id) and never by arrival. Those beyond the first 25 make none.
 */
export function returnsOf<L extends Pick<ChainLink, "id" | "startedAt">>(chain: readonly L[]): readonly Return<L>[] {
  const [first, ...others] = chain.toSorted(inChainOrder).slice(0, LONGEST_CHAIN);
  if (first === undefined) return [];
  let earlier = first;
  return others.map((later, index) => {
    const found = { opportunity: index + 1, first, earlier, later };
    earlier = later;
    return found;
  });
}

function inChainOrder(a: Pick<ChainLink, "id" | "startedAt">, b: Pick<ChainLink, "id" | "startedAt">): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.id < b.id ? -1 : 1);
}

/**
 * What changed of the returns of a chain, without those that count as before. The same transaction in the same state must
 * be the same object in both.
 */
export function changedReturns<L extends ChainLink>(before: readonly L[], after: readonly L[]): readonly (Return<L> & { readonly sign: 1 | -1 })[] {
  const taken = new Map(returnsOf(before).map((one) => [one.later.id, one]));
  const added = returnsOf(after).filter((one) => {
    const was = taken.get(one.later.id);
    if (was === undefined || !countsAlike(was, one)) return true;
    taken.delete(one.later.id);
    return false;
  });
  return [...[...taken.values()].map((one) => ({ ...one, sign: -1 as const })), ...added.map((one) => ({ ...one, sign: 1 as const }))];
}

/** Of the earlier one everything may count, of the later one only what a link holds. */
function countsAlike(a: Return<ChainLink>, b: Return<ChainLink>): boolean {
  return (
    a.opportunity === b.opportunity &&
    a.first.channel === b.first.channel &&
    a.earlier === b.earlier &&
    a.later.startedAt.getTime() === b.later.startedAt.getTime() &&
    a.later.channel === b.later.channel &&
    a.later.procedureId === b.later.procedureId
  );
}
