import { APPLYING, DELIVERY, payment, PROCESSING, SIGN_IN } from "./applying";
import { CITIZEN, ESTABLISHMENT, RESIDENT } from "./citizens-and-others";
import type { DemoAgency } from "./demo-agency";

export const VEHICLES_AND_ROADS: DemoAgency = {
  code: "DEMO-ROADS",
  names: { ar: "هيئة المركبات والطرق", en: "Vehicles and Roads Authority" },
  portal: {
    code: "DEMO-ROADS-PORTAL",
    names: { ar: "بوابة المركبات والطرق", en: "Vehicles and roads portal" },
    signals: ["ERROR", "RETRY"],
  },
  touchpoints: [
    { code: "ROADS-WEB", channel: "WEB", names: { ar: "موقع المركبات والطرق", en: "Vehicles and roads website" } },
    { code: "ROADS-APP", channel: "MOBILE_APP", names: { ar: "تطبيق المركبات والطرق", en: "Vehicles and roads app" } },
    { code: "ROADS-MOUNTAIN", channel: "SERVICE_CENTRE", names: { ar: "مركز خدمات الجبل", en: "Mountain service centre" }, governorate: "MOUNTAIN", wilayat: "OLD-FORT" },
  ],
  services: [
    {
      code: "DRIVING-LICENCE",
      names: { ar: "تجديد رخصة القيادة", en: "Driving licence renewal" },
      volume: 3_200,
      channels: { MOBILE_APP: 0.45, WEB: 0.35, SERVICE_CENTRE: 0.2 },
      beneficiaries: { CITIZEN: 0.55, RESIDENT: 0.45 },
      segments: [CITIZEN, RESIDENT],
      stages: [APPLYING, PROCESSING, DELIVERY],
      steps: [
        SIGN_IN,
        {
          code: "EYE-TEST",
          stage: "APPLYING",
          kind: "INSPECTION",
          names: { ar: "فحص النظر", en: "Eye test" },
          askAs: { ar: "فحص النظر", en: "Taking the eye test" },
          automation: "MANUAL",
          party: "THIRD_PARTY",
          inPerson: true,
        },
        payment(20_000, { ar: "دفع رسوم الرخصة", en: "Licence fee payment" }),
        {
          code: "ISSUE",
          stage: "PROCESSING",
          kind: "SYSTEM",
          names: { ar: "إصدار الرخصة آليًا", en: "Automatic licence issue" },
          automation: "AUTOMATED",
          publishedSeconds: 60,
        },
        {
          code: "RECEIPT",
          stage: "DELIVERY",
          kind: "RECEIVE",
          names: { ar: "استلام الرخصة", en: "Licence receipt" },
          askAs: { ar: "استلام الرخصة", en: "Receiving the licence" },
          automation: "AUTOMATED",
        },
      ],
    },
    {
      code: "VEHICLE-TRANSFER",
      names: { ar: "نقل ملكية مركبة", en: "Vehicle ownership transfer" },
      volume: 2_200,
      channels: { MOBILE_APP: 0.4, WEB: 0.3, SERVICE_CENTRE: 0.3 },
      beneficiaries: { CITIZEN: 0.5, RESIDENT: 0.35, ESTABLISHMENT: 0.15 },
      segments: [CITIZEN, RESIDENT, ESTABLISHMENT],
      stages: [APPLYING, PROCESSING],
      steps: [
        SIGN_IN,
        {
          code: "SELLER-CONSENT",
          stage: "APPLYING",
          kind: "WAIT",
          names: { ar: "موافقة البائع", en: "Seller's consent" },
          askAs: { ar: "انتظار موافقة البائع", en: "Waiting for the seller's consent" },
          automation: "MANUAL",
          party: "THIRD_PARTY",
        },
        {
          code: "VEHICLE-TEST",
          stage: "APPLYING",
          kind: "INSPECTION",
          names: { ar: "فحص المركبة", en: "Vehicle test" },
          askAs: { ar: "فحص المركبة", en: "Having the vehicle tested" },
          automation: "MANUAL",
          inPerson: true,
          publishedSeconds: 7_200,
        },
        payment(15_000, { ar: "دفع رسوم نقل الملكية", en: "Transfer fee payment" }),
        {
          code: "ISSUE",
          stage: "PROCESSING",
          kind: "SYSTEM",
          names: { ar: "إصدار بطاقة المركبة آليًا", en: "Automatic vehicle card issue" },
          automation: "AUTOMATED",
          publishedSeconds: 60,
        },
      ],
    },
  ],
};
