import type { UnitOfWork } from "../database/unit-of-work";
import { newId } from "../shared/new-id";
import { Refusal } from "../shared/refusal";
import { sameValue } from "../shared/same-value";
import { checkStatusMeanings } from "./domain/check-status-meanings";
import type { AgencyEntry, CatalogueDocument, ServiceEntry } from "./domain/import/catalogue-document";
import { presentTexts } from "./domain/names";
import { checkPersonas } from "./domain/persona";
import { checkSegments } from "./domain/segment";
import type { ImportCalendars } from "./import-calendars";
import type { ImportProcedures } from "./import-procedures";
import { difference, type ImportTally } from "./import-report";
import type { NewServices } from "./new-services";
import type { AgencyRepository } from "./storage/agency.repository";
import type { CalendarRevisionRepository } from "./storage/calendar-revision.repository";
import type { DeclaredVolumeRepository } from "./storage/declared-volume.repository";
import type { PersonaRepository } from "./storage/persona.repository";
import type { SegmentRepository } from "./storage/segment.repository";
import type { ServiceEntity } from "./storage/service.entity";
import type { ServiceRepository } from "./storage/service.repository";
import type { StatusMeaningRepository } from "./storage/status-meaning.repository";
import { readStatusMeanings } from "./storage/status-meanings.view";
import { readStepCodes } from "./storage/step-codes.view";
import type { TouchpointRepository } from "./storage/touchpoint.repository";
import { readVolumesOfServices } from "./storage/volumes-of-services.view";

/** The zone of an agency whose file says nothing of one. */
const TIME_ZONE = "Asia/Muscat";

const TIME_ZONE_FIXED = new Refusal("TIME_ZONE_FIXED", "An agency's days are counted in its time zone from the first on: it cannot be changed.", ["timeZone"]);

/** Services stored together: many enough to be fast, few enough to show progress. */
const TOGETHER = 250;

/** A service of the file, and what is stored of it already. */
interface Brought {
  readonly agencyId: string;
  readonly entry: ServiceEntry;
  readonly stored: ServiceEntity | undefined;
}

/** A service of the file, found or made. */
interface Found {
  readonly id: string;
  readonly entry: ServiceEntry;
  readonly fresh: boolean;
}

/**
 * Brings the catalogue to what a document says, in one unit of work. What the document does not mention stays: nothing
 * is removed but segments and personas of a list that it does give. Names are merged by language, so that a register in
 * English takes nobody's Arabic away.
 */
export class ImportDocument {
  constructor(
    private readonly agencies: AgencyRepository,
    private readonly services: ServiceRepository,
    private readonly newServices: NewServices,
    private readonly touchpoints: TouchpointRepository,
    private readonly segments: SegmentRepository,
    private readonly personas: PersonaRepository,
    private readonly volumes: DeclaredVolumeRepository,
    private readonly procedures: ImportProcedures,
    private readonly calendars: ImportCalendars,
    private readonly statuses: StatusMeaningRepository,
    private readonly revisions: CalendarRevisionRepository,
  ) {}

  async put(unit: UnitOfWork, document: CatalogueDocument, now: Date, tally: ImportTally, progress: (services: number) => void): Promise<void> {
    // All agencies first: a step may be carried out by any of them.
    const agencyIds = await this.putAgencies(unit, document.agencies, tally);
    await this.calendars.put(unit, document, agencyIds, now, tally);
    for (const [i, agency] of document.agencies.entries()) {
      if (agency.touchpoints.length > 0) await this.putTouchpoints(unit, agencyIds[i] ?? "", agency, tally);
    }
    const stored = new Map((await this.services.ofAgencies(unit, agencyIds)).map((service) => [`${service.agencyId} ${service.code}`, service]));
    const brought = document.agencies.flatMap((agency, i) => agency.services.map((entry): Brought => ({ agencyId: agencyIds[i] ?? "", entry, stored: stored.get(`${agencyIds[i] ?? ""} ${entry.code}`) })));
    for (let from = 0; from < brought.length; from += TOGETHER) {
      const found = await this.putServices(unit, brought.slice(from, from + TOGETHER), tally);
      await this.putLists(unit, found, now, tally);
      await this.putVolumes(unit, found, tally);
      await this.procedures.put(unit, found.map(({ id, entry }) => ({ serviceId: id, line: entry.line, path: entry.path, procedures: entry.procedures })), now, tally);
      for (const service of found) if (service.entry.statuses.length > 0) await this.putStatuses(unit, service, tally);
      progress(from + found.length);
    }
    await this.revisions.revise(unit, now);
  }

  /** Answers the agencies' ids, in order. */
  private async putAgencies(unit: UnitOfWork, entries: readonly AgencyEntry[], tally: ImportTally): Promise<readonly string[]> {
    const stored = new Map((await this.agencies.byCodes(unit, entries.map((entry) => entry.code))).map((agency) => [agency.code, agency]));
    const ids: string[] = [];
    for (const entry of entries) {
      const { code, names, timeZone } = entry;
      const old = stored.get(code);
      // What was counted by the days of one zone could not be taken back by those of another.
      if (old !== undefined && timeZone !== null && timeZone !== old.timeZone) tally.refuse(entry, TIME_ZONE_FIXED);
      // What no document says stays as it is.
      const kept = old === undefined ? {} : { embedOrigins: old.embedOrigins, forPeople: old.forPeople };
      const agency = { ...kept, id: old?.id ?? newId(), code, names: { ...old?.names, ...names }, timeZone: old?.timeZone ?? timeZone ?? TIME_ZONE };
      if (old === undefined) await this.agencies.insert(unit, agency);
      else if (!sameValue(old, agency)) await this.agencies.update(unit, agency.id, { names: agency.names });
      tally.add("agencies", difference(old, agency));
      ids.push(agency.id);
    }
    return ids;
  }

  private async putTouchpoints(unit: UnitOfWork, agencyId: string, agency: AgencyEntry, tally: ImportTally): Promise<void> {
    const stored = new Map((await this.touchpoints.ofAgency(unit, agencyId)).map((touchpoint) => [touchpoint.code, touchpoint]));
    for (const entry of agency.touchpoints) {
      const old = stored.get(entry.code);
      const touchpoint = { ...entry, id: old?.id ?? newId(), agencyId, names: { ...old?.names, ...entry.names } };
      const { channel, names, governorate, wilayat } = touchpoint;
      if (old === undefined) await this.touchpoints.insert(unit, touchpoint);
      else if (!sameValue(old, touchpoint)) await this.touchpoints.update(unit, old.id, { channel, names, governorate, wilayat });
      tally.add("touchpoints", difference(old, touchpoint));
    }
  }

  private async putServices(unit: UnitOfWork, brought: readonly Brought[], tally: ImportTally): Promise<readonly Found[]> {
    const fresh = brought.filter((service) => service.stored === undefined);
    const made = await this.newServices.insert(unit, fresh.map(({ agencyId, entry: { code, names, nationalCode } }) => ({ agencyId, code, names, nationalCode })));
    const found: Found[] = [];
    for (const service of brought) {
      const { entry, stored } = service;
      const id = stored?.id ?? made[fresh.indexOf(service)]?.id ?? "";
      const before = stored === undefined ? undefined : { names: stored.names, nationalCode: stored.nationalCode, surveyPolicy: stored.surveyPolicy };
      const after = { names: { ...before?.names, ...entry.names }, nationalCode: entry.nationalCode ?? before?.nationalCode ?? null, surveyPolicy: entry.surveyPolicy ?? before?.surveyPolicy ?? "NORMAL" };
      // A service comes into being with the policy NORMAL.
      if (before === undefined ? after.surveyPolicy !== "NORMAL" : !sameValue(before, after)) await this.services.update(unit, id, after);
      tally.add("services", difference(before, after));
      tally.missing(after.names);
      found.push({ id, entry, fresh: stored === undefined });
    }
    return found;
  }

  private async putLists(unit: UnitOfWork, found: readonly Found[], now: Date, tally: ImportTally): Promise<void> {
    for (const { id, entry } of found) {
      if (entry.segments !== null) await this.putSegments(unit, id, entry, now, tally);
      if (entry.personas !== null) await this.putPersonas(unit, id, entry, tally);
    }
  }

  private async putSegments(unit: UnitOfWork, serviceId: string, entry: ServiceEntry, now: Date, tally: ImportTally): Promise<void> {
    const segments = (entry.segments ?? []).map((segment) => ({ ...segment, names: presentTexts(segment.names) }));
    const all = await this.segments.of(unit, serviceId);
    const problem = Refusal.ofAll(checkSegments(segments, all)) ?? orphaned(segments, entry.personas ?? (await this.personas.of(unit, serviceId)));
    if (problem !== undefined) {
      tally.refuse(entry, problem.under("segments"));
      return;
    }
    const before = all.filter((segment) => segment.retiredAt === null).map(({ code, names, beneficiary, actedBy, firstTime }) => ({ code, names, beneficiary, actedBy, firstTime }));
    if (!sameValue(before, segments)) await this.segments.replace(unit, serviceId, segments, now);
    countList(tally, "segments", before, segments);
  }

  private async putPersonas(unit: UnitOfWork, serviceId: string, entry: ServiceEntry, tally: ImportTally): Promise<void> {
    const personas = (entry.personas ?? []).map((persona) => ({ ...persona, names: presentTexts(persona.names) }));
    const segments = (await this.segments.of(unit, serviceId)).filter((segment) => segment.retiredAt === null);
    const problem = Refusal.ofAll(checkPersonas(personas, segments.map((segment) => segment.code)));
    if (problem !== undefined) {
      tally.refuse(entry, problem.under("personas"));
      return;
    }
    const before = (await this.personas.of(unit, serviceId)).map(({ code, names, segmentCodes }) => ({ code, names, segmentCodes }));
    if (!sameValue(before, personas)) await this.personas.replace(unit, serviceId, personas);
    countList(tally, "personas", before, personas);
  }

  /** After the procedures, whose steps they name. */
  private async putStatuses(unit: UnitOfWork, { id, entry }: Found, tally: ImportTally): Promise<void> {
    const problem = Refusal.ofAll(checkStatusMeanings(entry.statuses, new Set(await readStepCodes(unit, id))));
    if (problem !== undefined) {
      tally.refuse(entry, problem.under("statuses"));
      return;
    }
    const stored = new Map((await readStatusMeanings(unit, id)).map((meaning) => [meaning.status, meaning]));
    const changed = entry.statuses.filter((meaning) => {
      const what = difference(stored.get(meaning.status), meaning);
      tally.add("statuses", what);
      return what !== "unchanged";
    });
    if (changed.length > 0) await this.statuses.put(unit, id, changed);
  }

  private async putVolumes(unit: UnitOfWork, found: readonly Found[], tally: ImportTally): Promise<void> {
    const known = found.filter((service) => !service.fresh && service.entry.volumes.length > 0).map((service) => service.id);
    const stored = new Map((known.length === 0 ? [] : await readVolumesOfServices(unit, known)).map((volume) => [`${volume.serviceId} ${String(volume.year)} ${volume.channel}`, volume]));
    const changed = found
      .flatMap(({ id, entry }) => entry.volumes.map((volume) => ({ ...volume, serviceId: id })))
      .filter((volume) => {
        const what = difference(stored.get(`${volume.serviceId} ${String(volume.year)} ${volume.channel}`), volume);
        tally.add("volumes", what);
        return what !== "unchanged";
      });
    if (changed.length > 0) await this.volumes.put(unit, changed);
  }
}

/** Counts the entries of a list; one that only changed its place is unchanged. */
function countList(tally: ImportTally, sort: "segments" | "personas", before: readonly { readonly code: string }[], after: readonly { readonly code: string }[]): void {
  for (const entry of after) tally.add(sort, difference(before.find((other) => other.code === entry.code), entry));
}

/** A persona stands for segments that are there. */
function orphaned(segments: readonly { readonly code: string }[], personas: readonly { readonly code: string; readonly segmentCodes: readonly string[] }[]): Refusal | undefined {
  const orphan = personas.find((persona) => persona.segmentCodes.some((code) => !segments.some((segment) => segment.code === code)));
  return orphan === undefined ? undefined : new Refusal("SEGMENT_NEEDED", `Persona ${orphan.code} stands for a segment that is not in the list.`);
}
