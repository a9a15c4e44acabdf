import type { WrittenProcedure } from "../../catalogue/domain/written-procedure";
import type { Actor } from "../../security/actor";
import type { Refusal } from "../../shared/refusal";
import type { Texts } from "../../shared/texts";

/**
 * What the import of a log may have to enter into the catalogue, each with the rights of who imports. The catalogue's own
 * use cases do it; `app.ts` connects them.
 */
export interface CatalogueDesk {
  createAgency(actor: Actor, agency: { readonly code: string; readonly names: Texts }): Promise<{ readonly id: string } | Refusal>;
  createService(actor: Actor, service: { readonly agency: string; readonly code: string; readonly names: Texts }): Promise<{ readonly id: string } | Refusal>;
  /** Drafts a further version of a service's procedure and publishes it as from an instant. Answers its number; never puts away somebody's draft. */
  publishProcedure(actor: Actor, service: string, procedure: WrittenProcedure, from: Date): Promise<{ readonly version: number } | Refusal>;
}
