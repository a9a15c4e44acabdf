import type { Known } from "./example-arguments";

/**
 * What to write into the arguments of every operation that is to be about this service, agency and portal. The service has
 * a step `FILL` (FILL_IN), and there is a named period `RAMADAN`.
 */
export function knownNames({ service, agency, portal }: { readonly service: string; readonly agency: string; readonly portal: string }): Known {
  return {
    service, services: service, agency, agencies: agency, responsibleAgency: agency, heldByAgency: agency, portal,
    "agency.code": agency, "service.code": service, step: "FILL", stage: "MAIN", "StageInput.code": "MAIN", kind: "FILL_IN", "FollowsInput.kind": "RENEWAL", instrument: "CES5_EASE",
    language: "ar", timeZone: "Asia/Muscat", to: "2026-04-01", "GrantPortalInput.from": "2027-01-01", "GrantPortalInput.to": "2027-02-01", on: "2026-03-05", promisedBy: "2026-03-20",
    leftAt: "2026-03-01T09:00:00Z", endedAt: "2026-03-02T08:00:00Z", outcome: "GRANTED", "StatusMeaningInput.outcome": null, action: "REPLACE", opens: "08:00", closes: "14:00", "OpeningHoursInput.period": "RAMADAN", year: 2025,
    currency: "OMR", governorate: null, wilayat: null, scheme: "CIVIL_NUMBER", showIf: null, choice: null, touchpoint: null, procedureVersion: null, version: null,
    // A survey is a service's or an agency's.
    "surveys.agency": null, "DraftSurveyInput.agency": null, "ApproveSurveyInput.agency": null, "PublishSurveyInput.agency": null, "RetireSurveyInput.agency": null, "ApproveSurveyInput.scope": "SERVICE", "DraftSurveyInput.scope": "SERVICE", "PublishSurveyInput.scope": "SERVICE", "RetireSurveyInput.scope": "SERVICE",
    "DefineInstrumentInput.kind": "RATING",
    // A report takes each filter alone; no portal here declared a signal.
    touchpoints: null, governorates: null, languages: null, outcomes: null, channels: null, segments: null, stepKinds: null, automation: null, moments: null,
    errors: null, retries: null, helpRequests: null, channelSwitched: null,
  };
}
