/** Whether answers with a quality signal count: all do, unless a reader leaves them out. */
export const FlaggedAnswers = { INCLUDE: "INCLUDE", EXCLUDE: "EXCLUDE" } as const;
export type FlaggedAnswers = keyof typeof FlaggedAnswers;
