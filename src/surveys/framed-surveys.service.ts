import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitsOfWork } from "../database/unit-of-work";
import { Refusal } from "../shared/refusal";
import type { TokenHolder } from "./token-holder.service";

/** Says whose pages may show the survey of a token in a frame. */
export class FramedSurveysService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly holder: TokenHolder,
    private readonly catalogue: CatalogueLookup,
  ) {}

  /** The origins that the agency of the token's service lists; nobody's for a token that is none. @throws TooManyGuesses */
  async origins(token: string, address: string): Promise<readonly string[]> {
    return this.units.read(async (unit) => {
      const invitation = await this.holder.open(unit, token, address);
      if (invitation instanceof Refusal) return [];
      const { agencyId } = await this.holder.serviceOf(unit, invitation);
      return this.catalogue.embedOrigins(unit, agencyId);
    });
  }
}
