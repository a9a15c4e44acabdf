import type { UnitOfWork } from "../database/unit-of-work";
import type { ChainLink, Transaction } from "../transactions/domain/transaction";
import type { TransactionChange } from "../transactions/ports/tally-deltas";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { changedReturns, LONGEST_CHAIN, type Return } from "./domain/return-chain";
import type { ReturnSubjectRepository } from "./storage/return-subject.repository";

/** A return that counts from now on (1) or no more (−1). */
export interface ReturnChange extends Omit<Return<ChainLink>, "earlier"> {
  readonly earlier: Transaction;
  readonly sign: 1 | -1;
}

/** What a unit of work did to the chain of one subject. */
interface ChangedChain {
  readonly serviceId: string;
  readonly subjectKey: string;
  /** The changed transactions that were in the chain, as they were. */
  readonly was: Transaction[];
  /** The changed transactions that are in the chain, as they are. */
  readonly is: Transaction[];
}

/** Finds out which returns a unit of work made and unmade. */
export class ReturnChangesService {
  constructor(
    private readonly transactions: Pick<TransactionsLookup, "byId" | "ofSubjects">,
    private readonly subjects: Pick<ReturnSubjectRepository, "lock" | "forgetEmpty">,
  ) {}

  /**
   * The returns that count since these changes and those that count no more. The facts must be written already: chains
   * are read as they are now, after every other unit of work about the same subjects has ended, and as they were follows by
   * taking the changes back. One statement where all that is known of the subjects stands in the changes themselves;
   * none without subjects. Must run at READ COMMITTED, so that what the others wrote is seen.
   */
  async changed(unit: UnitOfWork, changes: readonly TransactionChange[]): Promise<readonly ReturnChange[]> {
    const chains = changedChains(changes);
    if (chains.length === 0) return [];
    const lengths = await this.subjects.lock(unit, chains.map(({ serviceId, subjectKey, was, is }) => ({ serviceId, subjectKey, added: is.length - was.length })));
    for (const [serviceId, empty] of byService(chains.filter((_, i) => (lengths[i] ?? 0) <= 0))) await this.subjects.forgetEmpty(unit, serviceId, empty.map(({ subjectKey }) => subjectKey));
    const others = await this.others(unit, chains.filter(({ is }, i) => (lengths[i] ?? 0) > is.length));
    const returns = chains.flatMap((chain) => {
      const rest = others.get(chain) ?? [];
      return changedReturns<Link>([...rest, ...chain.was], [...rest, ...chain.is]).map((one): Found => ({ ...one, serviceId: chain.serviceId }));
    });
    return this.withEarlier(unit, returns);
  }

  /** The links of chains that did not change: as many of the first ones as can make returns, now or before the changes. */
  private async others(unit: UnitOfWork, chains: readonly ChangedChain[]): Promise<ReadonlyMap<ChangedChain, readonly ChainLink[]>> {
    const others = new Map<ChangedChain, readonly ChainLink[]>();
    for (const [serviceId, own] of byService(chains)) {
      const first = LONGEST_CHAIN + Math.max(...own.map(({ is }) => is.length));
      const stored = await this.transactions.ofSubjects(unit, serviceId, own.map(({ subjectKey }) => subjectKey), first);
      for (const chain of own) {
        const changed = new Set(chain.is.map(({ id }) => id));
        others.set(chain, (stored.get(chain.subjectKey) ?? []).filter(({ id }) => !changed.has(id)));
      }
    }
    return others;
  }

  /** Reads the earlier transactions of those returns of which only the link is known. */
  private async withEarlier(unit: UnitOfWork, returns: readonly Found[]): Promise<readonly ReturnChange[]> {
    const missing = returns.flatMap(({ serviceId, earlier }) => (isWhole(earlier) ? [] : [{ serviceId, id: earlier.id }]));
    const read = new Map<string, Transaction>();
    for (const [serviceId, own] of byService(missing)) {
      for (const [id, transaction] of await this.transactions.byId(unit, serviceId, [...new Set(own.map(({ id }) => id))])) read.set(id, transaction);
    }
    return returns.map(({ opportunity, first, earlier, later, sign }) => {
      const whole = isWhole(earlier) ? earlier : read.get(earlier.id);
      if (whole === undefined) throw new Error(`Transaction ${earlier.id} is in a chain and not there.`);
      return { opportunity, first, earlier: whole, later, sign };
    });
  }
}

type Link = ChainLink | Transaction;
type Found = Return<Link> & { readonly serviceId: string; readonly sign: 1 | -1 };

function isWhole(link: Link): link is Transaction {
  return "passages" in link;
}

function byService<T extends { readonly serviceId: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.serviceId);
    if (group === undefined) groups.set(one.serviceId, [one]);
    else group.push(one);
  }
  return groups;
}

/** In the order of the keys of subjects, so that units of work that meet wait for each other and do not deadlock. */
function changedChains(changes: readonly TransactionChange[]): readonly ChangedChain[] {
  const chains = new Map<string, ChangedChain>();
  const chainOf = ({ serviceId, subjectKey, withdrawn }: Transaction): ChangedChain | undefined => {
    if (subjectKey === null || withdrawn) return undefined;
    const key = `${serviceId} ${subjectKey}`;
    let chain = chains.get(key);
    if (chain === undefined) {
      chain = { serviceId, subjectKey, was: [], is: [] };
      chains.set(key, chain);
    }
    return chain;
  };
  for (const { before, after } of changes) {
    if (before !== null) chainOf(before)?.was.push(before);
    chainOf(after)?.is.push(after);
  }
  return [...chains].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, chain]) => chain);
}
