import type { AgencyForPeople } from "./domain/agency-for-people";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Actor } from "../security/actor";
import type { Texts } from "../shared/texts";
import type { Period } from "../shared/period";
import type { Automation } from "./domain/automation";
import type { NamedPeriod } from "./domain/calendar";
import type { DeclaredVolume } from "./domain/declared-volume";
import type { CalendarRevision, EffectiveCalendar, NewestCalendar } from "./domain/effective-calendar";
import type { Grant } from "./domain/grant";
import type { NamedService } from "./domain/resolve-names";
import type { DeclaredSignal, ServiceFacts } from "./domain/service-facts";
import type { Signal } from "./domain/signal";
import type { StatusMeaning } from "./domain/status-meaning";
import type { StepDemand } from "./domain/step-demand";
import type { StepKind } from "./domain/step-kind";
import type { Touchpoint } from "./domain/touchpoint";

export type { NamedService } from "./domain/resolve-names";
export type { StatusMeaning } from "./domain/status-meaning";

/** Which steps of thousands are meant; absent: any. */
export interface TraitsWanted {
  readonly kinds?: readonly StepKind[];
  readonly automation?: readonly Automation[];
}

/** A step as the latest version that has it describes it. */
export interface StepTraits {
  readonly serviceId: string;
  readonly stepCode: string;
  readonly kind: StepKind;
  /** Whether its expected time is the owner's own word, which never counts in a ranking. */
  readonly ownExpectedTime: boolean;
  /** Whether its expected time is known from anybody else. */
  readonly standardTime: boolean;
}

/** A portal that may report a service. */
export interface ReportingPortal {
  readonly serviceId: string;
  readonly code: string;
  readonly names: Texts;
}

/** A signal of a service that some portal says it measures. */
export interface MeasuredSignal {
  readonly serviceId: string;
  readonly signal: Signal;
}

/** What a service and its agency are called. */
export interface NamesOfService {
  readonly id: string;
  readonly code: string;
  readonly names: Texts;
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly agencyNames: Texts;
}

/** Which steps of which versions are meant. */
export interface VersionsWanted {
  /** Only those in which the beneficiary has to be there in person. */
  readonly inPerson?: true;
  /** Only those whose automation is not the same in every version that has them. */
  readonly automationChanged?: true;
}

/** A step as one version of a procedure describes it; the standard procedure, which nobody fitted to the service, is left out. */
export interface StepVersion {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly version: number;
  readonly stepCode: string;
  readonly kind: StepKind;
  readonly automation: Automation;
}

/** What other modules may ask of the catalogue. */
export interface CatalogueLookup {
  /** Services by the name callers use: `CODE` or `AGENCY/CODE`. One entry per distinct name. */
  named(unit: UnitOfWork, names: readonly string[]): Promise<ReadonlyMap<string, NamedService>>;
  /** Everything the modules downstream need to know; unknown ids are left out. */
  services(unit: UnitOfWork, serviceIds: readonly string[]): Promise<ReadonlyMap<string, ServiceFacts>>;
  /** What services are called, without the rest of their facts: for reports about thousands of them. In the order of the ids. */
  namesOf(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly NamesOfService[]>;
  /** Steps of services, without the rest of their facts: for rankings of thousands of steps. */
  stepTraits(unit: UnitOfWork, serviceIds: readonly string[], wanted: TraitsWanted): Promise<readonly StepTraits[]>;
  /** Steps by version of the procedure, never of drafts; the older version first. */
  stepVersions(unit: UnitOfWork, serviceIds: readonly string[], wanted: VersionsWanted): Promise<readonly StepVersion[]>;
  /** What every version that is or was in force asks of people, step by step. */
  demands(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly StepDemand[]>;
  /** The service with this nationwide number, as survey tokens name it. */
  numbered(unit: UnitOfWork, number: number): Promise<string | undefined>;
  /** When a portal may report about these services, past and future too: `isGranted` says of which it may now. */
  grants(unit: UnitOfWork, portalId: string, serviceIds: readonly string[]): Promise<readonly Grant[]>;
  declaredSignals(unit: UnitOfWork, portalId: string, serviceIds: readonly string[]): Promise<ReadonlyMap<string, readonly DeclaredSignal[]>>;
  /** What any portal says that it measures of each service on some day of the period. */
  measuredSignals(unit: UnitOfWork, serviceIds: readonly string[], period: Period): Promise<ReadonlyMap<string, ReadonlySet<Signal>>>;
  /** Touchpoint ids by code, of the agency. */
  touchpoints(unit: UnitOfWork, agencyId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The touchpoint with this id. */
  touchpoint(unit: UnitOfWork, id: string): Promise<Touchpoint | undefined>;
  /** What an agency tells people whom it asks. */
  forPeople(unit: UnitOfWork, agencyId: string): Promise<AgencyForPeople>;
  /** Origins of the pages that may show the agency's surveys in a frame. */
  embedOrigins(unit: UnitOfWork, agencyId: string): Promise<readonly string[]>;
  statusMeanings(unit: UnitOfWork, serviceId: string): Promise<ReadonlyMap<string, StatusMeaning>>;
  /** The services whose figures an actor may see, out of those named by the filter (undefined: no filter). Owners see their own; office, admin, operator and system all; a portal none. */
  visibleServices(unit: UnitOfWork, actor: Actor, filter: { readonly agencies?: readonly string[]; readonly services?: readonly string[] }): Promise<readonly string[]>;
  /** The calendars of these revisions, in order; each never changes, so it may be remembered for ever. @throws Error for a revision that does not exist */
  calendars(unit: UnitOfWork, revisions: readonly CalendarRevision[]): Promise<readonly EffectiveCalendar[]>;
  /** The newest revision of the calendar of every agency. */
  newestCalendars(unit: UnitOfWork): Promise<readonly NewestCalendar[]>;
  /** Days with a name that share a day with the period. */
  namedPeriods(unit: UnitOfWork, period: Period): Promise<readonly NamedPeriod[]>;
  /** Id of the agency with this code. */
  agency(unit: UnitOfWork, code: string): Promise<string | undefined>;
  /** Id of the portal with this code. */
  portal(unit: UnitOfWork, code: string): Promise<string | undefined>;
  /** The portals that may report these services on a day, and which of them. */
  portalsOf(unit: UnitOfWork, serviceIds: readonly string[], day: string): Promise<readonly ReportingPortal[]>;
  /** What portals measure of these services on a day. */
  signalsOf(unit: UnitOfWork, serviceIds: readonly string[], day: string): Promise<readonly MeasuredSignal[]>;
  /** What registers say of these services, the latest year first. */
  volumesOf(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly (DeclaredVolume & { readonly serviceId: string })[]>;
}
