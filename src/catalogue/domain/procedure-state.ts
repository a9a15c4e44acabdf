/** A draft may change and is used by nothing; a published version never changes; a retired one was published and keeps its transactions. */
export const ProcedureState = { DRAFT: "DRAFT", PUBLISHED: "PUBLISHED", RETIRED: "RETIRED" } as const;
export type ProcedureState = keyof typeof ProcedureState;
