/** What a service name may turn out to be. A bare code that several agencies use is ambiguous: put the agency's in front. */
export type NamedService =
  | { readonly found: "ONE"; readonly serviceId: string }
  | { readonly found: "NONE" }
  | { readonly found: "SEVERAL"; readonly candidates: readonly string[] };

/** The service's code in a name: what stands after the slash in `AGENCY/CODE`, else the whole of `CODE`. */
export function serviceCodeOf(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

/**
 * Finds each name (`CODE` or `AGENCY/CODE`) among services that carry the codes in question; one entry per distinct
 * name. Codes never hold a slash, so a name has one reading only. Candidates are in the order of `services`.
 */
export function resolveNames(
  names: readonly string[],
  services: readonly { readonly id: string; readonly code: string; readonly agencyCode: string }[],
): ReadonlyMap<string, NamedService> {
  const byName = new Map<string, { readonly id: string; readonly full: string }[]>();
  for (const { id, code, agencyCode } of services) {
    const full = `${agencyCode}/${code}`;
    byName.set(full, [{ id, full }]);
    byName.set(code, [...(byName.get(code) ?? []), { id, full }]);
  }
  return new Map(
    names.map((name): [string, NamedService] => {
      const [first, ...others] = byName.get(name) ?? [];
      if (first === undefined) return [name, { found: "NONE" }];
      if (others.length === 0) return [name, { found: "ONE", serviceId: first.id }];
      return [name, { found: "SEVERAL", candidates: [first, ...others].map((service) => service.full) }];
    }),
  );
}
