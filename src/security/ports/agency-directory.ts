import type { UnitOfWork } from "../../database/unit-of-work";

/** Finds what an access token names by its code. Whoever knows agencies and services implements it. */
export interface AgencyDirectory {
  /** The agency's id. */
  agency(unit: UnitOfWork, code: string): Promise<string | undefined>;
  /** Ids of services of one agency; undefined where it has not all of them. */
  services(unit: UnitOfWork, agency: string, codes: readonly string[]): Promise<readonly string[] | undefined>;
}
