import { Refusal } from "../../../shared/refusal";
import type { Texts } from "../../../shared/texts";
import type { Automation } from "../automation";
import type { Channel } from "../channel";
import { checkVolumes } from "../check-volumes";
import { checkCode } from "../code";
import type { DeclaredVolume } from "../declared-volume";
import { checkNames, presentTexts } from "../names";
import { ABANDON_AFTER_DAYS, OVER_TIME_TOLERANCE, type StageOutline } from "../procedure-outline";
import { AFTER_APPLYING } from "../standing-stages";
import type { StepKind } from "../step-kind";
import { defaultAskAs, defaultParty, defaultSeenBy } from "../step-kind-defaults";
import type { AgencyEntry, ProcedureEntry, ReadDocument, ServiceEntry } from "./catalogue-document";
import type { WrittenStep } from "../written-procedure";
import { cellText, type FileRow, GatheredRows, readable, type UnreadableRow } from "./gathered-rows";

/** The columns by which the register is known, all of which are read. */
export const INVENTORY_COLUMNS = ["fiscal_yr", "service_id", "service_name_en", "service_name_fr", "owner_org", "owner_org_title", "num_applications_online", "os_application"] as const;

/** The seat of the government; the register says nothing of zones. */
const TIME_ZONE = "America/Toronto";

/** Columns of yearly applications by our channels; two of theirs fall together. */
const CHANNELS: readonly (readonly [Channel, readonly string[]])[] = [
  ["CALL_CENTRE", ["num_applications_by_phone"]],
  ["WEB", ["num_applications_online"]],
  ["SERVICE_CENTRE", ["num_applications_in_person"]],
  ["POST", ["num_applications_by_mail"]],
  ["EMAIL", ["num_applications_by_email"]],
  ["OTHER", ["num_applications_by_fax", "num_applications_by_other"]],
];

const APPLYING: StageOutline = { code: "APPLYING", names: { ar: "التقديم", en: "Applying", fr: "Demande" } };
const PROCESSING: StageOutline = { code: "PROCESSING", names: { ar: "المعالجة", en: "Processing", fr: "Traitement" } };

interface OnlineStep {
  readonly column: string;
  readonly code: string;
  readonly stageCode: string;
  readonly kind: StepKind;
  readonly names: Texts;
  readonly askAs?: Texts;
}

/** The six steps of which the register says whether they can be done online, in the order in which people meet them. */
const ONLINE_STEPS: readonly OnlineStep[] = [
  {
    column: "os_account_registration",
    code: "ACCOUNT_REGISTRATION",
    stageCode: APPLYING.code,
    kind: "SIGN_IN",
    names: { ar: "إنشاء حساب", en: "Account registration", fr: "Inscription au compte" },
    askAs: { ar: "إنشاء حساب", en: "Opening an account" },
  },
  { column: "os_authentication", code: "AUTHENTICATION", stageCode: APPLYING.code, kind: "SIGN_IN", names: { ar: "إثبات الهوية", en: "Authentication", fr: "Authentification" } },
  { column: "os_application", code: "APPLICATION", stageCode: APPLYING.code, kind: "FILL_IN", names: { ar: "تقديم الطلب", en: "Application", fr: "Demande" } },
  { column: "os_decision", code: "DECISION", stageCode: PROCESSING.code, kind: "DECIDE", names: { ar: "اتخاذ القرار", en: "Decision", fr: "Décision" } },
  { column: "os_issuance", code: "ISSUANCE", stageCode: AFTER_APPLYING.code, kind: "RECEIVE", names: { ar: "إصدار النتيجة", en: "Issuance", fr: "Délivrance" } },
  {
    column: "os_issue_resolution_feedback",
    code: "ISSUE_RESOLUTION",
    stageCode: AFTER_APPLYING.code,
    kind: "FOLLOW_UP",
    names: { ar: "حل المشكلات وإبداء الرأي", en: "Issue resolution and feedback", fr: "Résolution de problèmes et rétroaction" },
  },
];

/** `Y`: online; `N`: not; `NA`: the service has no such step. */
const AUTOMATION: ReadonlyMap<string, Automation | null> = new Map([
  ["Y", "AUTOMATED"],
  ["N", "MANUAL"],
  ["NA", null],
]);

/**
 * Reads the Service Inventory of the Government of Canada as it is published: a row for each service, English and
 * French. Agencies come from `owner_org`, yearly volumes from the columns `num_applications_…` (`NA` and `ND` are not
 * counted, which is not zero), and the six online steps make a draft of a procedure. A service that stands in several
 * rows is taken from the one of the file's year, the year that most rows have; else from the first. Fees are told as
 * yes or no, which is no amount, and left out.
 *
 * Codes of rows left out: `SERVICE_REPEATED`, `INVALID_CODE`, the text codes, `INVALID_YEAR`, `INVALID_NUMBER`,
 * `NOT_IN_LIST` (a step that is neither `Y`, `N` nor `NA`).
 */
export function readServiceInventory(rows: readonly (FileRow | UnreadableRow)[]): ReadDocument {
  const gathered = new GatheredRows();
  const sound = readable(rows, gathered);
  const chosen = chooseRows(sound, gathered);
  for (const row of chosen) {
    const [agency, service] = [readAgency(row), readService(row)];
    const refusal = agency instanceof Refusal ? agency : service instanceof Refusal ? service : undefined;
    if (refusal !== undefined) gathered.refuse(row.line, refusal);
    if (agency instanceof Refusal || service instanceof Refusal) continue;
    if (gathered.agency(agency.code) === undefined) gathered.putAgency(agency);
    gathered.putService(agency.code, service);
  }
  return { format: "CANADA_SERVICE_INVENTORY", rows: rows.length, document: { periods: [], holidays: [], agencies: gathered.all() }, notTaken: gathered.notTaken };
}

/** One row for each service; the others are refused. */
function chooseRows(rows: readonly FileRow[], gathered: GatheredRows): readonly FileRow[] {
  const fileYear = mostFrequent(rows.map((row) => cellText(row, "fiscal_yr")));
  const chosen = new Map<string, FileRow>();
  for (const row of rows) {
    const name = `${cellText(row, "owner_org")}/${cellText(row, "service_id")}`;
    const other = chosen.get(name);
    const better = other === undefined || (cellText(other, "fiscal_yr") !== fileYear && cellText(row, "fiscal_yr") === fileYear);
    if (better) chosen.set(name, row);
    if (other !== undefined) {
      const [taken, left] = better ? [row, other] : [other, row];
      gathered.refuse(left.line, new Refusal("SERVICE_REPEATED", `Line ${String(taken.line)} names this service too, for ${cellText(taken, "fiscal_yr")} (most of the file is for ${fileYear}); that row was taken.`, ["service_id"]));
    }
  }
  return [...chosen.values()];
}

function mostFrequent(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return values.find((value) => counts.get(value) === most) ?? "";
}

function readAgency(row: FileRow): AgencyEntry | Refusal {
  const code = cellText(row, "owner_org");
  const [en = "", fr = ""] = cellText(row, "owner_org_title").split(" | ");
  const names = presentTexts({ en, fr });
  return checkCode(code, ["owner_org"]) ?? checkNames(names, ["owner_org_title"]) ?? { line: row.line, path: null, code, names, timeZone: TIME_ZONE, calendars: [], holidays: [], touchpoints: [], services: [] };
}

function readService(row: FileRow): ServiceEntry | Refusal {
  const code = cellText(row, "service_id");
  const names = presentTexts({ en: cellText(row, "service_name_en"), fr: cellText(row, "service_name_fr") });
  const refusal = checkCode(code, ["service_id"]) ?? checkNames(names, ["service_name"]);
  if (refusal !== undefined) return refusal;
  const volumes = readVolumes(row);
  if (volumes instanceof Refusal) return volumes;
  const steps = readSteps(row);
  if (steps instanceof Refusal) return steps;
  return { line: row.line, path: null, code, names, nationalCode: code, surveyPolicy: null, segments: null, personas: null, volumes, procedures: steps.length === 0 ? [] : [draftOf(steps)], statuses: [] };
}

function readVolumes(row: FileRow): readonly DeclaredVolume[] | Refusal {
  const fiscalYear = cellText(row, "fiscal_yr");
  const year = /^(\d{4})-\d{4}$/.exec(fiscalYear)?.[1];
  if (year === undefined) return new Refusal("INVALID_YEAR", "A fiscal year is written 2023-2024.", ["fiscal_yr"]);
  const volumes: DeclaredVolume[] = [];
  for (const [channel, columns] of CHANNELS) {
    const counted = columns.filter((column) => !["", "NA", "ND"].includes(cellText(row, column)));
    const wrong = counted.find((column) => !/^\d{1,10}$/.test(cellText(row, column)));
    if (wrong !== undefined) return new Refusal("INVALID_NUMBER", "A volume is a whole number, NA or ND.", [wrong]);
    if (counted.length === 0) continue;
    const n = counted.reduce((sum, column) => sum + Number(cellText(row, column)), 0);
    volumes.push({ year: Number(year), channel, n, source: `Service Inventory ${fiscalYear}` });
  }
  return volumes.length === 0 ? volumes : (checkVolumes(volumes)[0]?.under("volumes") ?? volumes);
}

function readSteps(row: FileRow): readonly WrittenStep[] | Refusal {
  const steps: WrittenStep[] = [];
  for (const step of ONLINE_STEPS) {
    const automation = AUTOMATION.get(cellText(row, step.column));
    if (automation === undefined) return new Refusal("NOT_IN_LIST", "It must be one of Y, N, NA.", [step.column]);
    if (automation !== null) steps.push(stepOf(step, automation));
  }
  return steps;
}

function stepOf({ column: _, askAs, ...step }: OnlineStep, automation: Automation): WrittenStep {
  return {
    ...step,
    seenBy: defaultSeenBy(step.kind),
    askAs: askAs ?? defaultAskAs(step.kind),
    automation,
    responsibleAgency: null,
    responsibleParty: defaultParty(step.kind),
    documents: [],
    inPerson: false,
    fee: null,
    optional: false,
    expectedTime: null,
  };
}

/** Tentative: whoever has modelled the service knows better than the register. */
function draftOf(steps: readonly WrittenStep[]): ProcedureEntry {
  const stages = [APPLYING, PROCESSING].filter((stage) => steps.some((step) => step.stageCode === stage.code));
  return { publishedAt: null, tentative: true, abandonAfterDays: ABANDON_AFTER_DAYS, overTimeTolerance: OVER_TIME_TOLERANCE, stages, steps };
}
