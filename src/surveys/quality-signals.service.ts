import { createHmac } from "node:crypto";
import type { UnitOfWork } from "../database/unit-of-work";
import { comparableAddress } from "./comparable-address";
import type { QualitySignal } from "./domain/quality-signal";
import { isHurriedPraise, type Manner, NOTHING_EARLIER, responseSignals, type SignalThresholds } from "./domain/response-signals";
import { countRecentAnswers, type RecentAnswer, type RecentSource } from "./storage/recent-answers";

/** Where an answer comes from, as far as anybody knows. */
export interface Origin {
  readonly serviceId: string;
  readonly at: Date;
  /** Of whoever sent it; null where that is not who answered, or is not known. */
  readonly address: string | null;
}

/** Through whom or what: a clerk or device, and the kiosk or counter. */
export interface Place {
  readonly operatorKey: string | null;
  readonly touchpointId: string | null;
}

/** What is unusual about a response, and what the next ones are to be compared with. */
export interface Judged {
  readonly signals: readonly QualitySignal[];
  readonly traces: readonly RecentAnswer[];
}

const MINUTE_MS = 60_000;

/**
 * Judges how responses were given, against those that came to the same service before. Sources are compared under a salt
 * that is another one every day, and each counts for itself: nothing leads from a response to where it came from.
 */
export class QualitySignals {
  constructor(
    private readonly key: Buffer,
    private readonly thresholds: SignalThresholds,
  ) {}

  /** Of a response of which nobody knows when it was begun nor from where it came. */
  ofSentOn(manner: Manner): readonly QualitySignal[] {
    return responseSignals(manner, NOTHING_EARLIER, this.thresholds);
  }

  /** The address, as answers from it are counted. Needs nothing of the response, so it may be asked with what does. */
  addressSource(origin: Pick<Origin, "at" | "address">): RecentSource | null {
    const source = this.addressOf(origin);
    return source === null ? null : { source, since: this.since(origin), atMost: this.thresholds.sameAddress };
  }

  /** Answers from the same address within the minutes, as far as they matter. */
  async fromAddress(unit: UnitOfWork, origin: Origin): Promise<number> {
    const address = this.addressSource(origin);
    if (address === null) return 0;
    const [count] = await countRecentAnswers(unit, origin.serviceId, [address.source], address.since, address.atMost);
    return count?.n ?? 0;
  }

  /** Reads once where the response came through a clerk, a device or a counter, else not at all. */
  async judge(unit: UnitOfWork, origin: Origin, { operatorKey, touchpointId }: Place, manner: Manner, fromAddress: number): Promise<Judged> {
    const address = this.addressOf(origin);
    const operator = operatorKey === null ? null : this.source(origin, "operator", operatorKey);
    const places = [operator, touchpointId === null ? null : this.source(origin, "touchpoint", touchpointId)].filter((source) => source !== null);
    const [recent, today] = places.length === 0 ? [[], []] : await Promise.all([
      countRecentAnswers(unit, origin.serviceId, places, this.since(origin), this.thresholds.burst),
      operator === null ? [] : countRecentAnswers(unit, origin.serviceId, [operator], null, null),
    ]);
    const earlier = {
      fromAddress,
      throughPlace: Math.max(0, ...recent.map(({ n }) => n)),
      throughOperator: today[0]?.n ?? 0,
      hurriedThroughOperator: today[0]?.hurried ?? 0,
    };
    const hurried = isHurriedPraise(manner);
    const traces = [...places, ...(address === null ? [] : [address])].map((source) => ({ serviceId: origin.serviceId, source, at: origin.at, hurried }));
    return { signals: responseSignals(manner, earlier, this.thresholds), traces };
  }

  private since({ at }: Pick<Origin, "at">): Date {
    return new Date(at.getTime() - this.thresholds.minutes * MINUTE_MS);
  }

  private addressOf(origin: Pick<Origin, "at" | "address">): string | null {
    const place = origin.address === null ? null : comparableAddress(origin.address);
    return place === null ? null : this.source(origin, "address", place);
  }

  private source({ at }: Pick<Origin, "at">, kind: string, value: string): string {
    const salt = createHmac("sha256", this.key).update(`recent-answers ${at.toISOString().slice(0, 10)}`).digest();
    return createHmac("sha256", salt).update(`${kind} ${value}`).digest("hex").slice(0, 32);
  }
}
