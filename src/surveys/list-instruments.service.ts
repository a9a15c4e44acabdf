import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { type Page, type PageRequest, toPage } from "../shared/page";
import type { Instrument } from "./domain/instrument";
import type { InstrumentBank } from "./instrument-bank.service";

/** Shows the instrument bank, and to whoever decides for an agency that agency's own questions. */
export class ListInstrumentsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly bank: InstrumentBank,
    private readonly access: Access,
  ) {}

  /** Every instrument of every version, in the order of code and version. */
  async list(actor: Actor, { first, after }: PageRequest): Promise<Page<Instrument>> {
    this.access.require(actor, "instruments.read");
    const seen = await this.seen(actor);
    const rows = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([key]) => after === null || key > after);
    return toPage(rows.slice(0, first + 1).map(([, instrument]) => instrument), first, seen.length);
  }

  /** One instrument; without a version, its latest. Undefined where there is none. */
  async find(actor: Actor, code: string, version: number | null): Promise<Instrument | undefined> {
    this.access.require(actor, "instruments.read");
    const versions = (await this.seen(actor)).flatMap(([, instrument]) => (instrument.code === code ? [instrument] : [])).sort((a, b) => b.version - a.version);
    return version === null ? versions[0] : versions.find((instrument) => instrument.version === version);
  }

  private async seen(actor: Actor): Promise<readonly (readonly [string, Instrument])[]> {
    const all = await this.units.read((unit) => this.bank.fresh(unit));
    return [...all].filter(([, { agencyId }]) => agencyId === null || this.access.covers(actor, { agencyId }));
  }
}
