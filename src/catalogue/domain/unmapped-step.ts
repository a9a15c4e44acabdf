/** The step under which a passage waits whose code the procedure does not know. Reserved: no procedure may define it. */
export const UNMAPPED = "UNMAPPED";
