import type { Refusal } from "../../shared/refusal";
import type { ImportWatch, LogReceipt } from "./log-import";
import type { LogSurvey } from "./log-survey";
import type { NotTaken } from "./log-trace";
import { NamedCounts } from "./named-counts";

/** Things not taken that a receipt lists; all of them are told to the watch as they come, and counted. */
const LISTED = 1_000;

/** Keeps count of what became of a log; grows with the number of different problems, not of cases. */
export class ReceiptBook {
  readonly created: string[] = [];
  procedureVersion: number | null = null;
  private readonly statuses = { RECORDED: 0, EXTENDED: 0, DUPLICATE: 0 };
  private readonly rejected: LogReceipt["rejected"][number][] = [];
  private notTakenCount = 0;
  private readonly unmapped = new NamedCounts();
  private readonly channels = new NamedCounts();

  constructor(
    private readonly service: string,
    private readonly watch: Pick<ImportWatch, "notTaken">,
  ) {}

  notTaken(what: NotTaken): void {
    this.notTakenCount += 1;
    if (this.rejected.length < LISTED) this.rejected.push({ line: what.line, code: what.refusal.code, message: what.refusal.message });
    this.watch.notTaken(what);
  }

  /** What became of the case that begins on a line. */
  result(line: number, result: { readonly status: "RECORDED" | "EXTENDED" | "DUPLICATE" } | { readonly status: "REJECTED"; readonly refusal: Refusal }): void {
    if (result.status === "REJECTED") this.notTaken({ line, refusal: result.refusal });
    else this.statuses[result.status] += 1;
  }

  /** A passage whose activity no procedure of the service knows. */
  unmappedPassage(activity: string): void {
    this.unmapped.add(activity);
  }

  unmappedChannel(value: string): void {
    this.channels.add(value);
  }

  receipt(survey: LogSurvey): LogReceipt {
    return {
      service: this.service,
      created: this.created,
      procedureVersion: this.procedureVersion,
      cases: survey.cases,
      events: survey.events,
      recorded: this.statuses.RECORDED,
      extended: this.statuses.EXTENDED,
      duplicates: this.statuses.DUPLICATE,
      notTaken: this.notTakenCount,
      rejected: this.rejected,
      unmapped: this.unmapped.toRecord(),
      unmappedChannels: this.channels.toRecord(),
      ignoredTransitions: Object.fromEntries(survey.ignored),
    };
  }
}
