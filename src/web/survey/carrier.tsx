import type { VNode } from "preact";

/** How the right to answer travels: in a cookie, or, inside somebody else's page, in the form itself. */
export type Carrier = { readonly kind: "cookie"; readonly action: string } | { readonly kind: "field"; readonly action: string; readonly token: string };

/** What every form of the page carries unseen. */
export function Carried({ carrier, language }: { readonly carrier: Carrier; readonly language: string }): VNode {
  return (
    <>
      {carrier.kind === "field" ? <input type="hidden" name="token" value={carrier.token} /> : null}
      <input type="hidden" name="language" value={language} />
    </>
  );
}
