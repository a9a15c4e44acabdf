import type { Trace } from "./log-trace";
import { partsOfTrace } from "./passages-of-trace";

/** More different activities than a procedure may have steps: most likely the wrong column. */
export const MAX_ACTIVITIES = 300;

/** What a first look through a whole log tells; grows with the number of activities, not of cases. */
export class LogSurvey {
  cases = 0;
  events = 0;
  /** Events that say only one time, so that they need a mark. */
  oneTime = 0;
  /** Passages that say both when they began and when they were over. */
  spans = 0;
  /** Starts without their end. */
  openStarts = 0;
  earliest: Date | null = null;
  /** Transitions that begin or complete nothing, by name. */
  readonly ignored = new Map<string, number>();
  /** Per activity: in how many cases its first event stood at which place. */
  private readonly places = new Map<string, Map<number, number>>();

  add(trace: Trace): void {
    const { moments, ignored } = partsOfTrace(trace.events);
    this.cases += 1;
    this.events += trace.events.length;
    for (const { transition } of ignored) this.ignored.set(transition ?? "", (this.ignored.get(transition ?? "") ?? 0) + 1);
    const seen = new Set<string>();
    [...moments]
      .sort((a, b) => a.from.getTime() - b.from.getTime() || a.place - b.place)
      .forEach(({ event, kind, from }, place) => {
        if (kind === "SPAN") this.spans += 1;
        else if (kind === "START") this.openStarts += 1;
        else this.oneTime += 1;
        if (this.earliest === null || from < this.earliest) this.earliest = from;
        if (seen.has(event.activity)) return;
        seen.add(event.activity);
        this.count(event.activity, place);
      });
  }

  /** Whether the log joins starts and ends at all, so that a start alone means a step still open. */
  get pairsStarts(): boolean {
    return this.spans > 0;
  }

  /** Whether some events say only one time, and nobody can know whether it is the beginning or the end. */
  get needsMark(): boolean {
    return this.oneTime > 0 || (this.openStarts > 0 && !this.pairsStarts);
  }

  get tooManyActivities(): boolean {
    return this.places.size > MAX_ACTIVITIES;
  }

  /** By the median place of their first event in the cases that have them; equal ones by name. */
  activities(): readonly string[] {
    return [...this.places]
      .map(([activity, places]) => ({ activity, median: medianOf(places) }))
      .sort((a, b) => a.median - b.median || (a.activity < b.activity ? -1 : 1))
      .map(({ activity }) => activity);
  }

  private count(activity: string, place: number): void {
    let places = this.places.get(activity);
    if (places === undefined) {
      // One more than allowed is enough to know that there are too many.
      if (this.tooManyActivities) return;
      places = new Map();
      this.places.set(activity, places);
    }
    places.set(place, (places.get(place) ?? 0) + 1);
  }
}

/** The lower median of counted whole numbers. */
function medianOf(counts: ReadonlyMap<number, number>): number {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const half = sorted.reduce((sum, [, n]) => sum + n, 0) / 2;
  let below = 0;
  for (const [place, n] of sorted) {
    below += n;
    if (below >= half) return place;
  }
  return 0;
}
