import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Invitation } from "./domain/invitation";
import { renewTokens } from "./storage/renew-tokens";
import type { SurveyTokens } from "./survey-tokens.service";

/** Links made with a key that is no longer in use cannot be made again: they give way to new ones. What proved one that nobody can use is not made anew. */
export async function renewLinks(unit: UnitOfWork, tokens: SurveyTokens, invitations: readonly Invitation[], services: ReadonlyMap<string, ServiceFacts>): Promise<void> {
  const stale = invitations.filter(({ tokenKeyId, tokenDigest }) => tokenKeyId !== tokens.keyId && tokenDigest !== null);
  await renewTokens(
    unit,
    stale.map(({ serviceId, id }) => {
      const token = tokens.tokenOf(services.get(serviceId)?.number ?? 0, serviceId, id);
      return { serviceId, id, tokenKeyId: tokens.keyId, tokenDigest: tokens.digest(token) };
    }),
  );
}
