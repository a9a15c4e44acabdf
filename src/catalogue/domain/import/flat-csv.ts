import { isTimeZone } from "../../../shared/local-day";
import { Refusal } from "../../../shared/refusal";
import type { Texts } from "../../../shared/texts";
import { Channel } from "../channel";
import { checkVolumes } from "../check-volumes";
import { checkCode } from "../code";
import type { DeclaredVolume } from "../declared-volume";
import { checkNames, presentTexts } from "../names";
import { checkNationalCode } from "../national-code";
import { SurveyPolicy } from "../service-facts";
import type { AgencyEntry, ReadDocument, ServiceEntry } from "./catalogue-document";
import { cellText, type FileRow, GatheredRows, readable, type UnreadableRow } from "./gathered-rows";

/** Columns that every file of ours has; all others may be left out. */
export const FLAT_COLUMNS = ["agency", "service"] as const;

const OPTIONAL = ["time_zone", "national_code", "survey_policy", "year", "source"];
const NAME = /^(agency|service)_name_([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)$/;
const VOLUMES: ReadonlyMap<string, Channel> = new Map(Object.values(Channel).map((channel) => [`volume_${channel.toLowerCase()}`, channel]));

/**
 * Reads our own flat CSV: a row for each service, or for each service and year, with the columns `agency`, `service`,
 * `agency_name_<language>`, `service_name_<language>`, `time_zone`, `national_code`, `survey_policy`, `year`, `source`
 * and `volume_<channel>`. A later row of the same service adds its year; what it says of names is the first row's to
 * say. Codes of rows left out: those of the rules for codes, names and volumes, `NOT_IN_LIST`, `INVALID_TIME_ZONE`,
 * `YEAR_MISSING`, `INVALID_NUMBER`, `SERVICE_REPEATED` (the same service and year again).
 */
export function readFlatCsv(rows: readonly (FileRow | UnreadableRow)[], source: string): ReadDocument {
  const gathered = new GatheredRows();
  const sound = readable(rows, gathered);
  for (const column of unknownColumns(sound[0])) gathered.refuse(1, new Refusal("COLUMN_UNKNOWN", `Nothing is known by the column "${column}"; it is left out.`, [column]));
  for (const row of sound) {
    const entry = readRow(row, source);
    const refusal = entry instanceof Refusal ? entry : add(gathered, entry);
    if (refusal !== undefined) gathered.refuse(row.line, refusal);
  }
  return { format: "YUSR_CSV", rows: rows.length, document: { periods: [], holidays: [], agencies: gathered.all() }, notTaken: gathered.notTaken };
}

function unknownColumns(row: FileRow | undefined): string[] {
  return Object.keys(row?.cells ?? {}).filter((column) => !(FLAT_COLUMNS as readonly string[]).includes(column) && !OPTIONAL.includes(column) && !NAME.test(column) && !VOLUMES.has(column));
}

interface RowEntry {
  readonly agency: AgencyEntry;
  readonly service: ServiceEntry;
  /** `""`: the row tells no year. */
  readonly year: string;
}

function readRow(row: FileRow, fallbackSource: string): RowEntry | Refusal {
  const place = { line: row.line, path: null };
  const cell = (column: string): string => cellText(row, column);
  const optional = (column: string): string | null => (cell(column) === "" ? null : cell(column));
  const agency: AgencyEntry = { ...place, code: cell("agency"), names: namesOf(row, "agency"), timeZone: optional("time_zone"), calendars: [], holidays: [], touchpoints: [], services: [] };
  const policy = optional("survey_policy");
  const surveyPolicy = policy === null ? null : Object.values(SurveyPolicy).find((code) => code === policy);
  if (surveyPolicy === undefined) return new Refusal("NOT_IN_LIST", `It must be one of ${Object.keys(SurveyPolicy).join(", ")}.`, ["survey_policy"]);
  const volumes = volumesOf(row, optional("source") ?? fallbackSource);
  if (volumes instanceof Refusal) return volumes;
  const service: ServiceEntry = {
    ...place,
    code: cell("service"),
    names: namesOf(row, "service"),
    nationalCode: optional("national_code"),
    surveyPolicy,
    segments: null,
    personas: null,
    volumes,
    procedures: [],
    statuses: [],
  };
  const refusal =
    checkCode(agency.code, ["agency"]) ??
    checkCode(service.code, ["service"]) ??
    checkNationalCode(service.nationalCode, ["national_code"]) ??
    (agency.timeZone === null || isTimeZone(agency.timeZone) ? undefined : new Refusal("INVALID_TIME_ZONE", "A time zone is an IANA name such as Asia/Muscat.", ["time_zone"]));
  return refusal ?? { agency, service, year: cell("year") };
}

function namesOf(row: FileRow, of: "agency" | "service"): Texts {
  const columns = Object.keys(row.cells).flatMap((column) => {
    const [, whose, language] = NAME.exec(column) ?? [];
    return whose === of && language !== undefined ? [[language, cellText(row, column)] as const] : [];
  });
  return presentTexts(Object.fromEntries(columns));
}

/** An empty cell is not zero: the register did not count that channel. */
function volumesOf(row: FileRow, source: string): readonly DeclaredVolume[] | Refusal {
  const counted = [...VOLUMES].filter(([column]) => cellText(row, column) !== "");
  if (counted.length === 0) return [];
  const year = cellText(row, "year");
  if (year === "") return new Refusal("YEAR_MISSING", "Volumes belong to a year; name it in the column year.", ["year"]);
  const volumes: DeclaredVolume[] = [];
  for (const [column, channel] of counted) {
    if (!/^\d{1,10}$/.test(cellText(row, column)) || !/^\d{4}$/.test(year)) return new Refusal("INVALID_NUMBER", "A year has four digits; a volume is a whole number without separators.", [column]);
    volumes.push({ year: Number(year), channel, n: Number(cellText(row, column)), source });
  }
  return checkVolumes(volumes)[0]?.under("volumes") ?? volumes;
}

/** The names are needed where an agency or service is met for the first time; later rows need not repeat them. */
function add(gathered: GatheredRows, { agency, service, year }: RowEntry): Refusal | undefined {
  const knownAgency = gathered.agency(agency.code);
  const known = gathered.service(agency.code, service.code);
  const refusal = (knownAgency === undefined ? checkNames(agency.names, ["agency_name"]) : undefined) ?? (known === undefined ? checkNames(service.names, ["service_name"]) : undefined);
  if (refusal !== undefined) return refusal;
  if (known !== undefined && (service.volumes.length === 0 || known.volumes.some((volume) => String(volume.year) === year))) {
    return new Refusal("SERVICE_REPEATED", `Line ${String(known.line)} names this service${year === "" ? "" : " and year"} already; that row was taken.`, ["service"]);
  }
  if (knownAgency === undefined) gathered.putAgency(agency);
  gathered.putService(agency.code, known === undefined ? service : { ...known, volumes: [...known.volumes, ...service.volumes] });
  return undefined;
}
