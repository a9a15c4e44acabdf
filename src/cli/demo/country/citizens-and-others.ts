import type { DemoSegment } from "./demo-agency";

/** Segments that many services share. */
export const CITIZEN: DemoSegment = { code: "CITIZEN", names: { ar: "مواطن", en: "Citizen" }, beneficiary: "CITIZEN" };
export const RESIDENT: DemoSegment = { code: "RESIDENT", names: { ar: "مقيم", en: "Resident" }, beneficiary: "RESIDENT" };
export const ESTABLISHMENT: DemoSegment = { code: "ESTABLISHMENT", names: { ar: "منشأة", en: "Establishment" }, beneficiary: "ESTABLISHMENT" };
/** Stands before the others in a list: a transaction belongs to the first segment that fits. */
export const FILED_BY_OFFICE: DemoSegment = { code: "FILED-BY-OFFICE", names: { ar: "مقدَّمة عبر مكتب خدمات", en: "Filed by a service office" }, actedBy: "SERVICE_OFFICE" };
