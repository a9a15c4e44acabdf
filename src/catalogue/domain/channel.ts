/** How a beneficiary and a service meet. Closed list; `OTHER` is a channel of its own, not "unknown". */
export const Channel = {
  WEB: "WEB",
  MOBILE_APP: "MOBILE_APP",
  SERVICE_CENTRE: "SERVICE_CENTRE",
  SERVICE_OFFICE: "SERVICE_OFFICE",
  CALL_CENTRE: "CALL_CENTRE",
  KIOSK: "KIOSK",
  SMS: "SMS",
  CHAT: "CHAT",
  EMAIL: "EMAIL",
  POST: "POST",
  SOCIAL_MEDIA: "SOCIAL_MEDIA",
  OTHER: "OTHER",
} as const;
export type Channel = keyof typeof Channel;
