import { isTimeZone } from "../../../shared/local-day";
import { Refusal } from "../../../shared/refusal";
import { ActedBy } from "../acted-by";
import { BeneficiaryKind } from "../beneficiary-kind";
import { Channel } from "../channel";
import { checkVolumes } from "../check-volumes";
import { checkCode } from "../code";
import type { DeclaredVolume } from "../declared-volume";
import { checkNames, presentTexts } from "../names";
import { checkNationalCode } from "../national-code";
import type { Persona } from "../persona";
import type { Segment } from "../segment";
import { SurveyPolicy } from "../service-facts";
import { StatusMark } from "../status-mark";
import type { StatusMeaning } from "../status-meaning";
import { StatusOutcome } from "../status-outcome";
import { Turn } from "../turn";
import { type AgencyEntry, notTaken, type NotTaken, pathText, type ReadDocument, type ServiceEntry, type TouchpointEntry } from "./catalogue-document";
import { readCalendars, readHoliday, readHolidays, readPeriods } from "./calendar-json";
import { isObject, JsonObject, sound } from "./json-object";
import { readProcedure } from "./procedure-json";

/** What the document calls itself in its field `format`. */
export const DOCUMENT_FORMAT = "yusr-catalogue/1";

const SOURCE = "catalogue file";

/**
 * Reads our own catalogue document. A service with a problem is left out with all its problems; an agency with one is
 * left out with its services. Refused as a whole: `NOT_A_CATALOGUE` (no such document, or of another version).
 */
export function readDocumentJson(content: unknown): ReadDocument | Refusal {
  if (!isObject(content) || content["format"] !== DOCUMENT_FORMAT) {
    return new Refusal("NOT_A_CATALOGUE", `A catalogue document is a JSON object with "format": "${DOCUMENT_FORMAT}" and a list "agencies".`, ["format"]);
  }
  const problems: Refusal[] = [];
  const root = new JsonObject(content, [], problems);
  root.text("format");
  const [periods, holidays] = [readPeriods(root, problems), readHolidays(root, problems)];
  const agencies: AgencyEntry[] = [];
  const codes = new Set<string>();
  let rows = 0;
  for (const agency of root.objects("agencies")) {
    const services = agency.objects("services");
    rows += services.length;
    const entry = sound(problems, () => readAgency(agency, codes));
    if (entry !== undefined) agencies.push({ ...entry, services: readServices(services, problems) });
  }
  root.end();
  return { format: "YUSR_JSON", rows, document: { periods, holidays, agencies }, notTaken: firstOfEachPath(problems) };
}

function readAgency(object: JsonObject, codes: Set<string>): AgencyEntry {
  const entry = {
    line: null,
    path: pathText(object.path),
    code: once(object, codes, "AGENCY_REPEATED"),
    names: named(object),
    timeZone: object.optionalText("timeZone"),
    calendars: readCalendars(object),
    holidays: object.objects("holidays").map(readHoliday),
    touchpoints: unique(object.objects("touchpoints"), "TOUCHPOINT_REPEATED", readTouchpoint),
    services: [],
  };
  if (entry.timeZone !== null && !isTimeZone(entry.timeZone)) object.report("INVALID_TIME_ZONE", "A time zone is an IANA name such as Asia/Muscat.", ["timeZone"]);
  object.end();
  return entry;
}

function readServices(objects: readonly JsonObject[], problems: Refusal[]): readonly ServiceEntry[] {
  const codes = new Set<string>();
  return objects.flatMap((object) => sound(problems, () => readService(object, codes)) ?? []);
}

function readService(object: JsonObject, codes: Set<string>): ServiceEntry {
  const entry: ServiceEntry = {
    line: null,
    path: pathText(object.path),
    code: once(object, codes, "SERVICE_REPEATED"),
    names: named(object),
    nationalCode: object.optionalText("nationalCode"),
    surveyPolicy: object.optionalChoice("surveyPolicy", SurveyPolicy),
    segments: object.optionalObjects("segments")?.map(readSegment) ?? null,
    personas: object.optionalObjects("personas")?.map(readPersona) ?? null,
    volumes: readVolumes(object),
    procedures: object.objects("procedures").map(readProcedure),
    statuses: object.objects("statuses").map(readStatus),
  };
  object.reportAll([checkNationalCode(entry.nationalCode, ["nationalCode"])]);
  checkOrder(object, entry);
  object.end();
  return entry;
}

/** Versions stand in the order of their publication, each later than the one before; a draft can only be the last. */
function checkOrder(object: JsonObject, { procedures }: ServiceEntry): void {
  for (const [i, { publishedAt }] of procedures.entries()) {
    const next = procedures[i + 1];
    if (next === undefined) return;
    if (publishedAt === null) object.report("DRAFT_NOT_LAST", "Only the last procedure may be a draft (without publishedAt).", ["procedures", i]);
    else if (next.publishedAt !== null && next.publishedAt <= publishedAt) object.report("PUBLISHED_BEFORE_PREDECESSOR", "Procedures stand in the order of their publication.", ["procedures", i + 1, "publishedAt"]);
  }
}

function readTouchpoint(object: JsonObject): TouchpointEntry {
  return { code: coded(object), names: named(object), channel: object.choice("channel", Channel), governorate: placeCode(object, "governorate"), wilayat: placeCode(object, "wilayat") };
}

function placeCode(object: JsonObject, name: string): string | null {
  const code = object.optionalText(name);
  if (code !== null) object.reportAll([checkCode(code, [name])]);
  return code;
}

function readSegment(object: JsonObject): Segment {
  const segment = {
    code: object.text("code"),
    names: object.texts("names"),
    beneficiary: object.optionalChoice("beneficiary", BeneficiaryKind),
    actedBy: object.optionalChoice("actedBy", ActedBy),
    firstTime: object.optionalFlag("firstTime"),
  };
  object.end();
  return segment;
}

function readStatus(object: JsonObject): StatusMeaning {
  const status = {
    status: object.text("status"),
    stepCode: object.optionalText("step"),
    mark: object.optionalChoice("mark", StatusMark) ?? "ENTERED",
    turn: object.optionalChoice("turn", Turn),
    outcome: object.optionalChoice("outcome", StatusOutcome),
  };
  object.end();
  return status;
}

function readPersona(object: JsonObject): Persona {
  const persona = { code: object.text("code"), names: object.texts("names"), segmentCodes: object.textList("segments") };
  object.end();
  return persona;
}

function readVolumes(service: JsonObject): readonly DeclaredVolume[] {
  const objects = service.optionalObjects("volumes");
  if (objects === null) return [];
  const volumes = objects.map((object) => {
    const volume = { year: object.number("year"), channel: object.choice("channel", Channel), n: object.number("n"), source: object.optionalText("source") ?? SOURCE };
    object.end();
    return volume;
  });
  service.reportAll(checkVolumes(volumes).map((problem) => problem.under("volumes")));
  return volumes;
}

function coded(object: JsonObject): string {
  const code = object.text("code");
  object.reportAll([checkCode(code, ["code"])]);
  return code;
}

function named(object: JsonObject): AgencyEntry["names"] {
  const names = object.texts("names");
  object.reportAll([checkNames(names, ["names"])]);
  return presentTexts(names);
}

function once(object: JsonObject, codes: Set<string>, refusal: string): string {
  const code = coded(object);
  if (codes.has(code)) object.report(refusal, "This code stands further up already.", ["code"]);
  codes.add(code);
  return code;
}

/** Reads the objects of a list whose codes are unique in it. */
function unique<T extends { readonly code: string }>(objects: readonly JsonObject[], refusal: string, read: (object: JsonObject) => T): readonly T[] {
  const codes = new Set<string>();
  return objects.map((object) => {
    const entry = read(object);
    if (codes.has(entry.code)) object.report(refusal, "This code stands further up already.", ["code"]);
    codes.add(entry.code);
    object.end();
    return entry;
  });
}

/** What is missing is also no code and no name: the first problem of a place says enough. */
function firstOfEachPath(problems: readonly Refusal[]): NotTaken[] {
  const shown = new Map<string, NotTaken>();
  for (const problem of problems) {
    const row = notTaken(null, problem);
    if (!shown.has(row.path ?? "")) shown.set(row.path ?? "", row);
  }
  return [...shown.values()];
}
