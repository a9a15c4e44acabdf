import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import { ambiguousService } from "../catalogue/domain/ambiguous-service";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { textProblem } from "../shared/clean-text";
import { notFound, type Refusal } from "../shared/refusal";

const LONGEST_NAME = 130;

/** From the name of a service to what is known of it. What is not yours looks as if it did not exist. */
export class ImprovedServices {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly access: Access,
  ) {}

  /** Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE` for a bare code that several agencies use. */
  async named(unit: UnitOfWork, actor: Actor, name: string, path: readonly string[]): Promise<ServiceFacts | Refusal> {
    if (textProblem(name, LONGEST_NAME) !== undefined) return notFound("service", path);
    const found = (await this.catalogue.named(unit, [name])).get(name) ?? { found: "NONE" };
    const names = found.found === "SEVERAL" ? found.candidates : [name];
    const ids = [...(await this.catalogue.named(unit, names)).values()].flatMap((one) => (one.found === "ONE" ? [one.serviceId] : []));
    const own = [...(await this.catalogue.services(unit, ids)).values()].filter(({ id, agencyId }) => this.access.covers(actor, { agencyId, serviceId: id }));
    const [only, ...others] = own;
    if (only === undefined) return notFound("service", path);
    return others.length === 0 ? only : ambiguousService(own.map(({ agencyCode, code }) => `${agencyCode}/${code}`), path);
  }
}
