/**
 * What is known to be true of the imaginary country because it was put there; a good report finds all of it. Everything
 * else is ordinary. Ease is on the scale of `STEP_EASE5` (1 very difficult – 5 very easy); working days have seven hours.
 */
export const PLANTED = {
  /** The land is surveyed after weeks. People find the survey itself no harder than other steps. */
  slowStep: { service: "LAND-TRANSFER", step: "SITE-SURVEY", waitingWorkingDays: 4, workingDays: 8 },
  /** Done within two minutes, and people do not understand it. */
  confusingStep: { service: "TRADE-NAME", step: "ACTIVITY", seconds: 95, ease: 1.9, helpRequests: 0.55 },
  /** In one app, payments end in errors and four in ten transactions die of it. */
  failingChannel: { agency: "DEMO-ROADS", channel: "MOBILE_APP", step: "PAYMENT", errors: 1.8, failure: 0.4 },
  /** Its beneficiaries answer only after a yes: its scores look better than its service is. */
  onlySuccessesAnswer: { agency: "DEMO-SUPPORT", answering: 0.26, refusals: 0.3 },
  /** A new version of the procedure, half-way, in which the photo is checked while it is taken. */
  improvedStep: {
    service: "ID-RENEWAL",
    step: "PHOTO",
    fromDay: 45,
    before: { seconds: 780, ease: 2.3, errors: 1.2 },
    after: { seconds: 110, ease: 4.4, errors: 0.1 },
  },
  /** Drawings come back for completion, again and again. */
  returnLoop: { service: "BUILDING-PERMIT", from: "DRAWINGS-REVIEW", to: "DRAWINGS", probability: 0.55, atMost: 4 },
  /** The licence waits at an agency that is not its own. */
  otherAgency: { service: "BUSINESS-LICENCE", step: "LOCATION-APPROVAL", holder: "DEMO-LANDS", workingDays: 6 },
  /** One office files most of what all offices file, under one clerk's name. */
  serviceOffice: { service: "WORK-PERMIT", touchpoint: "OFFICE-HARBOUR", shareOfOffices: 0.75, clerk: "HARBOUR-CLERK-1" },
  /** Errors, retries, help: unknown here, which is not zero. */
  noSignals: { agency: "DEMO-WORK" },
  /**
   * The ninety days end yesterday, so the real Ramadan is in them only by chance. This one is the demonstration's own
   * calendar and says so in its name: thirty days with fewer applications and shorter working days.
   */
  ramadan: { period: "DEMO_RAMADAN", fromDay: 12, days: 30, volume: 0.5 },
  /** Too few answers to show any. */
  tinyService: { service: "CRAFT-LICENCE", answers: 7 },
} as const;
