/** A column of the key of a table of released answers. */
export interface ReleasedColumn {
  readonly name: string;
  readonly type: "uuid" | "date" | "text" | "integer" | "smallint" | "boolean";
}

/** A table of released answers: one row per key, of which the measures add up. */
export interface ReleasedTable {
  readonly name: string;
  /** In the order of the primary key. */
  readonly key: readonly ReleasedColumn[];
  /** Integers. */
  readonly measures: readonly string[];
  /** Whether it says on which days the first and the last of the answers were given. */
  readonly spans: boolean;
}

const text = (name: string): ReleasedColumn => ({ name, type: "text" });

/** Service, day, and what makes answers to a question of the whole comparable. `day` is the first of the month in tables by month. */
const ASKED: readonly ReleasedColumn[] = [
  { name: "service_id", type: "uuid" },
  { name: "day", type: "date" },
  { name: "procedure_id", type: "uuid" },
  text("instrument_code"),
  { name: "instrument_version", type: "integer" },
  text("moment"), text("mode"), text("collector"),
  { name: "flagged", type: "boolean" },
];
const QUESTION = [...ASKED, text("step_code")];
const GROUP: ReleasedColumn = { name: "jackknife_group", type: "smallint" };
const CELL = [...QUESTION, text("dimension"), text("within"), text("value")];

/** Columns of a question's key, without service and day, as statements name them. */
export const QUESTION_COLUMNS: readonly string[] = QUESTION.slice(2).map(({ name }) => name);

/** Scores of every scale lie between. */
export const SCORES = Array.from({ length: 11 }, (_, score) => score);
/** How many gave each score, their summed weights in millionths, and the squares of the weights. */
export const RATINGS: readonly string[] = [...SCORES.map((score) => `n${String(score)}`), ...SCORES.map((score) => `w${String(score)}`), "weight_squares"];
const CHOICES: readonly string[] = ["n", "weight", "weight_squares"];

/** Released ratings, by the median day of their batch. */
export const ANSWER_TALLY: ReleasedTable = { name: "answer_tally", key: QUESTION, measures: RATINGS, spans: true };
/** The same by month, so that long periods read few rows. */
export const ANSWER_MONTH_TALLY: ReleasedTable = { ...ANSWER_TALLY, name: "answer_month_tally" };
/** Released choices, by the median day of their batch. */
export const CHOICE_TALLY: ReleasedTable = { name: "choice_tally", key: [...QUESTION, text("choice")], measures: CHOICES, spans: true };
export const CHOICE_MONTH_TALLY: ReleasedTable = { ...CHOICE_TALLY, name: "choice_month_tally" };
/** Ratings of the whole by month, group and circumstances: material for the jackknife and for raking, never shown as cells. */
export const ANSWER_GROUP_TALLY: ReleasedTable = {
  name: "answer_group_tally", key: [...ASKED, GROUP, text("channel"), text("segment"), text("language"), text("outcome")], measures: RATINGS, spans: false,
};
/** Cells of breakdowns that may be shown. */
export const ANSWER_BREAKDOWN_TALLY: ReleasedTable = { name: "answer_breakdown_tally", key: CELL, measures: RATINGS, spans: false };
/** Cells of breakdowns that may not be shown (yet). */
export const ANSWER_BREAKDOWN_DELTA: ReleasedTable = { name: "answer_breakdown_delta", key: [...CELL, text("state")], measures: RATINGS, spans: false };

export const RELEASED_TABLES = [ANSWER_TALLY, ANSWER_MONTH_TALLY, CHOICE_TALLY, CHOICE_MONTH_TALLY, ANSWER_GROUP_TALLY, ANSWER_BREAKDOWN_TALLY, ANSWER_BREAKDOWN_DELTA] as const;

/** `a = kept.a + excluded.a, …` */
export function addedUp(measures: readonly string[]): string {
  return measures.map((name) => `${name} = kept.${name} + excluded.${name}`).join(", ");
}
