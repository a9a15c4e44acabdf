import type { NonEmptyArray } from "type-graphql";
import { CorrectTransactionsResolver } from "../transactions/api/correct-transactions.resolver";
import { RecordTransactionsResolver } from "../transactions/api/record-transactions.resolver";
import { ViewerResolver } from "./viewer.resolver";

/** A class whose instance answers fields; instances are made in `app.ts`. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- type-graphql's own word for a resolver class
export type ResolverClass = Function;

/** Every resolver class of the house: the schema is made of these. */
export const RESOLVER_CLASSES: NonEmptyArray<ResolverClass> = [ViewerResolver, RecordTransactionsResolver, CorrectTransactionsResolver];
