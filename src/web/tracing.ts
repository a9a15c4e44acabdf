import { createRequire } from "node:module";
import { tracesUrl } from "../config/config";
import type { startTracing, Tracing } from "./start-tracing";

const UNTRACED: Tracing = { watchServer: () => undefined, beside: (observer) => observer, close: () => Promise.resolve() };

const url = tracesUrl();

/**
 * On where the environment names a collector. To be imported before anything that is traced (HTTP, GraphQL, the driver), for it
 * is traced as it is loaded; and what nobody asked for is not loaded.
 */
export const tracing: Tracing = url === undefined ? UNTRACED : (createRequire(__filename)("./start-tracing") as { startTracing: typeof startTracing }).startTracing(url);
