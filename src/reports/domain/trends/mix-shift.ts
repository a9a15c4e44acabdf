import type { Channel } from "../../../catalogue/domain/channel";

/** What of the people behind a figure may move without anybody changing their mind. */
export const MixDimension = { CHANNEL: "CHANNEL", SERVICE: "SERVICE", RESPONSE_RATE: "RESPONSE_RATE" } as const;
export type MixDimension = keyof typeof MixDimension;

/** A share of the mix that moved by ten points or more. */
export interface MixShift {
  readonly by: MixDimension;
  /** The channel, or the service as `AGENCY/CODE`; null for the response rate. */
  readonly what: string | null;
  /** Its share of the ended transactions (or of those invited who answered), 0–1. */
  readonly before: number;
  readonly after: number;
}

/** Transactions that ended, by channel, in an earlier and a later period. */
export interface ChannelCount {
  readonly serviceId: string;
  /** Null: nobody said. */
  readonly channel: Channel | null;
  readonly before: number;
  readonly after: number;
}

/** Invited people and those of them who answered. */
export interface Asked {
  readonly invited: number;
  readonly answered: number;
}

/** A shift by this much may be all there is to a change (METHODS 3.1). */
const SHIFT = 0.1;

/**
 * Which shares of the mix moved by ten points or more, the largest shift of each dimension first. Where nothing is known
 * of a period, there is no shift to tell.
 *
 * @param services how services are named, for figures that add several up; absent: one service
 */
export function mixShifts(counts: readonly ChannelCount[], asked: { readonly before: Asked; readonly after: Asked }, services?: ReadonlyMap<string, string>): readonly MixShift[] {
  const channels = shifted("CHANNEL", counts.map(({ channel, before, after }) => ({ what: channel ?? "UNKNOWN", before, after })));
  const mixed = services === undefined ? [] : shifted("SERVICE", counts.map(({ serviceId, before, after }) => ({ what: services.get(serviceId) ?? serviceId, before, after })));
  return [...channels, ...mixed, ...responseShift(asked)];
}

function responseShift({ before, after }: { readonly before: Asked; readonly after: Asked }): readonly MixShift[] {
  if (before.invited === 0 || after.invited === 0) return [];
  const [earlier, later] = [before.answered / before.invited, after.answered / after.invited];
  return Math.abs(later - earlier) >= SHIFT ? [{ by: "RESPONSE_RATE", what: null, before: earlier, after: later }] : [];
}

function shifted(by: MixDimension, counts: readonly { readonly what: string; readonly before: number; readonly after: number }[]): readonly MixShift[] {
  const sums = new Map<string, { before: number; after: number }>();
  let [all, allAfter] = [0, 0];
  for (const { what, before, after } of counts) {
    const sum = sums.get(what) ?? { before: 0, after: 0 };
    sums.set(what, { before: sum.before + before, after: sum.after + after });
    all += before;
    allAfter += after;
  }
  if (all === 0 || allAfter === 0) return [];
  return [...sums]
    .map(([what, { before, after }]): MixShift => ({ by, what, before: before / all, after: after / allAfter }))
    .filter(({ before, after }) => Math.abs(after - before) >= SHIFT)
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.what ?? "").localeCompare(b.what ?? ""));
}
