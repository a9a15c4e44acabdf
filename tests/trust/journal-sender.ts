import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { digest, inputOf, type Journal, type Message, type Reply } from "./journal";

export const RECORD = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) {
    ... on TransactionResults { results { status receipt code path notAskedReason warnings { code path } invitation { token url expiresAt } } }
    ... on Refusal { code path }
  }
}`;

/** The registered one: citizens send nothing else. */
export const SUBMIT = `mutation SubmitResponse($token: String!, $input: SurveyAnswersInput!) {
  submitResponse(token: $token, input: $input) {
    __typename
    ... on ResponseReceipt { status receipt }
    ... on Refusal { code message path minimum maximum }
  }
}`;

const [FIRST_PAUSE_MS, PATIENCE_MS] = [20, 10_000];
/** People press again less often than portals send again, and there are many of them. */
const LONGEST_PAUSE_MS = { portal: 250, person: 2_000 };
/** How a client vanishes: in the middle of the body, after it, or when the reply begins. */
type Vanishing = "MID_BODY" | "AFTER_BODY" | "BEFORE_REPLY";
const VANISHINGS: readonly Vanishing[] = ["MID_BODY", "AFTER_BODY", "BEFORE_REPLY"];
/** One attempt in so many, of clients that vanish. */
const VANISH_EVERY = 30;

/** A reply to an item with what only its client needs. */
export interface Told extends Reply {
  readonly token: string | undefined;
}

export interface SenderSettings {
  readonly addresses: readonly string[];
  readonly random: () => number;
  readonly vanishes: boolean;
  /** When nothing more is worth trying, in milliseconds since 1970. */
  readonly giveUpAt: () => number;
}

/** Sends under the same keys until there is a final word, to whichever server, and writes down all of it. */
export class JournalSender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 400 });
  deliveries = 0;
  retries = 0;

  constructor(
    private readonly journal: Journal,
    private readonly settings: SenderSettings,
  ) {}

  /** Undefined: given up. */
  async record(key: string, messages: readonly Message[], server?: number): Promise<readonly Told[] | undefined> {
    const body = JSON.stringify({ query: RECORD, variables: { input: { items: messages.map(({ item }) => (item === undefined ? {} : inputOf(item))) } } });
    return this.deliver(messages, body, key, server, (data) => resultsOf(data?.recordTransactions, messages.length));
  }

  async submit(message: Message, token: string, score: number): Promise<readonly Told[] | undefined> {
    const body = JSON.stringify({ query: SUBMIT, variables: { token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score }] } } });
    return this.deliver([message], body, undefined, undefined, (data) => (data?.submitResponse == null ? undefined : [toldOf(data.submitResponse)]));
  }

  /** A reading whose answer nobody waits for in vain. */
  async ask(query: string, variables: object): Promise<void> {
    await this.post(this.anyServer(), JSON.stringify({ query, variables }), undefined, undefined).catch(() => undefined);
  }

  close(): void {
    this.agent.destroy();
  }

  private async deliver(messages: readonly Message[], body: string, key: string | undefined, server: number | undefined, pick: (data: any) => readonly Omit<Told, "http">[] | undefined): Promise<readonly Told[] | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const to = server ?? this.anyServer();
      const answer = await this.post(to, body, key, this.vanishing()).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error));
      const picked = typeof answer === "string" ? undefined : pick(answer.body?.data);
      if (picked !== undefined && typeof answer !== "string") {
        const told = picked.map((one) => ({ http: answer.status, ...one }));
        this.journal.replied(to, attempt, told.map(({ token: _, ...reply }, i) => [messages[i] as Message, reply]));
        this.deliveries += messages.length;
        return told;
      }
      this.journal.failed(to, attempt, messages, typeof answer === "string" ? answer : `${String(answer.status)} ${String(answer.body?.errors?.[0]?.extensions?.code)}`);
      this.retries += 1;
      if (Date.now() > this.settings.giveUpAt()) {
        this.journal.open(messages);
        return undefined;
      }
      const longest = key === undefined ? LONGEST_PAUSE_MS.person : LONGEST_PAUSE_MS.portal;
      await sleep(Math.min(longest, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10)) * (0.5 + this.settings.random()));
    }
  }

  private anyServer(): number {
    return Math.floor(this.settings.random() * this.settings.addresses.length);
  }

  private vanishing(): Vanishing | undefined {
    const { vanishes, random } = this.settings;
    return vanishes && random() * VANISH_EVERY < 1 ? VANISHINGS[Math.floor(random() * VANISHINGS.length)] : undefined;
  }

  private post(server: number, body: string, key: string | undefined, vanishing: Vanishing | undefined): Promise<{ status: number; body: any }> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
      const sent = request(`${this.settings.addresses[server] ?? ""}/graphql`, { method: "POST", agent: this.agent, headers, timeout: PATIENCE_MS }, (response) => {
        if (vanishing === "BEFORE_REPLY") sent.destroy(new Error("VANISHED"));
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.once("error", reject);
        response.once("end", () => {
          try {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
          } catch {
            reject(new Error(`NOT_JSON ${String(response.statusCode)}`));
          }
        });
      });
      sent.once("error", reject);
      sent.once("timeout", () => sent.destroy(new Error("TIMEOUT")));
      if (vanishing === "MID_BODY") {
        sent.write(body.slice(0, body.length >> 1), () => sent.destroy(new Error("VANISHED")));
        return;
      }
      sent.end(body, () => {
        if (vanishing === "AFTER_BODY") sent.destroy(new Error("VANISHED"));
      });
    });
  }
}

function resultsOf(outcome: any, length: number): readonly Omit<Told, "http">[] | undefined {
  if (outcome == null) return undefined;
  // The whole call was refused: so was each of its items.
  if (!Array.isArray(outcome.results)) return Array.from({ length }, () => toldOf(outcome));
  return outcome.results.map(toldOf);
}

/** Where in its batch an item stood is no part of what was said about it. */
function withoutPlaces(told: any): object {
  const without = (path: readonly string[] | null | undefined): readonly string[] | undefined => path?.filter((_, i) => i !== 1);
  return { ...told, path: without(told.path), warnings: told.warnings?.map((one: any) => ({ ...one, path: without(one.path) })) };
}

function toldOf({ status, code, receipt, ...rest }: any): Omit<Told, "http"> {
  return { outcome: code ?? status, receipt: receipt ?? null, body: digest(withoutPlaces(rest)), token: rest.invitation?.token };
}
