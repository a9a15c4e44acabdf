/** For how many days is kept what the configuration has a say in. */
export interface RetentionPeriods {
  /** Pseudonyms of subjects and operators, from when a transaction was first told of. */
  readonly pseudonyms: number;
  /** What people wrote in their own words, from the day they answered. */
  readonly comments: number;
  /** What proves a survey link, from when it was made. */
  readonly tokens: number;
}

export const USUAL_PERIODS: RetentionPeriods = { pseudonyms: 1_100, comments: 730, tokens: 35 };

/** One kind of data, as the law asks about it. */
interface Kept {
  /** What is in it. */
  readonly what: string;
  /** What it is kept for. */
  readonly purpose: string;
  /** How long, in words. */
  readonly kept: (periods: RetentionPeriods) => string;
  /** The variable that says how long. */
  readonly setting?: `YUSR_KEEP_${string}`;
  /** The background job that deletes it. Absent: nothing does. */
  readonly job?: string;
}

const forEver = (): string => "for ever";
const days = (n: number): string => `${String(n)} days`;

/**
 * Every class of data in the database: what for, how long, and who sees to it. In the order in which the jobs run: drafts
 * become answers before what leads to these is cut. Which column is of which class stands in
 * docs/security/record-of-processing.csv, and a test compares that with the database.
 */
export const RETENTION_SCHEDULE = {
  DRAFT: { what: "what was filled in and not sent", purpose: "to go on where one stopped", kept: () => "until it is sent, or the link expires (30 days)", job: "close-drafts" },
  ANSWER_LINK: { what: "the path from an answer to its transaction; forms of counters that were shown", purpose: "to put right what was sent twice or wrongly; to answer who asked for it", kept: () => "35 days; 90 where the person asked to be contacted; a form until it can no longer be sent", job: "cut-links" },
  CONTACT: { what: "that somebody was asked lately, or wants not to be asked", purpose: "to ask nobody too often", kept: () => "until they may be asked again (30 days; of a company 92, of a bundle 366); who opted out, 12 months", job: "forget-contacts" },
  ORIGIN: { what: "where answers came from, salted by the day", purpose: "to see bursts", kept: () => "until the end of the day (UTC)", job: "forget-recent-answers" },
  TOKEN: { what: "the digest that proves a survey link", purpose: "to let in who was asked", kept: ({ tokens }) => `${days(tokens)} after the link was made`, setting: "YUSR_KEEP_TOKENS", job: "forget-tokens" },
  COMMENT: { what: "what people wrote in their own words, redacted", purpose: "to be read by the service", kept: ({ comments }) => `${days(comments)} after the answer`, setting: "YUSR_KEEP_COMMENTS", job: "forget-comments" },
  PSEUDONYM: { what: "keyed digests of subjects, clerks and devices", purpose: "to know a return, a burst, a panel", kept: ({ pseudonyms }) => `${days(pseudonyms)} after the transaction was first told of, and up to a day more`, setting: "YUSR_KEEP_PSEUDONYMS", job: "forget-pseudonyms" },
  DAY_COUNT: { what: "counts by day", purpose: "reports", kept: () => "400 days; their months for ever", job: "prune-tallies" },
  WAITING_ANSWER: { what: "answers that wait to be counted", purpose: "to show no cell that is too small", kept: () => "until the smallest cell is full" },
  COUNT: { what: "counts by month, of all, and what waits to be added to them", purpose: "reports", kept: forEver },
  REFERENCE: { what: "digests of portals' references, under a key that never changes", purpose: "a retry after years is still a duplicate", kept: forEver },
  TRANSACTION: { what: "what happened, when, through which channel", purpose: "to count; to verify the counts", kept: () => "for ever in this release" },
  INVITATION: { what: "who of these was asked about what, and whether they answered", purpose: "to ask once; to tell the response rate", kept: forEver },
  ANSWER: { what: "what was answered, without who or when but the day", purpose: "to count; to verify the counts", kept: forEver },
  AUDIT: { what: "acts of people, keys and operators", purpose: "to hold them to account", kept: () => "for ever: nobody may delete it" },
  ACCESS_KEY: { what: "digests of API keys, and what they open", purpose: "to let in machines and people", kept: forEver },
  DEFINITION: { what: "services, procedures, calendars, surveys, settings", purpose: "to know what the rest is about", kept: forEver },
  HOUSEKEEPING: { what: "how far work has come", purpose: "to do nothing twice", kept: forEver },
} as const satisfies Readonly<Record<string, Kept>>;

export type DataClass = keyof typeof RETENTION_SCHEDULE;

/** A class as it is told. */
export interface ScheduledClass {
  readonly dataClass: DataClass;
  readonly what: string;
  readonly purpose: string;
  readonly kept: string;
  readonly setting: string | null;
  readonly job: string | null;
}

/** The schedule with the periods in force. */
export function scheduledClasses(periods: RetentionPeriods): readonly ScheduledClass[] {
  return (Object.entries(RETENTION_SCHEDULE) as [DataClass, Kept][]).map(([dataClass, { what, purpose, kept, setting, job }]) => ({
    dataClass, what, purpose, kept: kept(periods), setting: setting ?? null, job: job ?? null,
  }));
}
