import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { Method } from "./domain/estimate";
import { METHOD_WORDS, type MethodWords } from "./domain/method-words";

/** The words of one method. */
export interface ExplainedMethod extends MethodWords {
  readonly code: Method;
}

/** What the numbers mean, method by method. Knows no figure, so it reads nothing. */
export class MethodsService {
  constructor(private readonly access: Access) {}

  /** @throws AccessDenied */
  one(actor: Actor, code: Method): ExplainedMethod {
    this.access.require(actor, "reports.read");
    return { code, ...METHOD_WORDS[code] };
  }

  /** Every method that an estimate may name. @throws AccessDenied */
  all(actor: Actor): readonly ExplainedMethod[] {
    this.access.require(actor, "reports.read");
    return Object.values(Method).map((code) => ({ code, ...METHOD_WORDS[code] }));
  }
}
