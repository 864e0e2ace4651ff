import type { FaultAction } from "../../../provider/sandbox/index.ts";

/** Milliseconds that a command waits for a slow response: shorter than any stall. */
export const patience = 120;

/** How long a fault lasts: for one request, or for that one and every later one until the command gives up. */
type Lasting = "once" | "always" | "until the token is renewed";

export type Strike =
  | {
      readonly action: FaultAction;
      readonly lasts: Lasting;
      /** Hits whole requests only, never a part of a change set. */
      readonly wholeOnly?: true;
    }
  /** The command uses an address of this kind instead. */
  | { readonly address: "unknown host" | "untrusted certificate" };

const refuse = (status: number, code: string, message: string): FaultAction => ({
  kind: "refuse",
  status,
  code,
  message,
});
const unavailable = (status: number): FaultAction => refuse(status, "0x0", "The service is not available.");
const unauthorized = refuse(401, "0x80044302", "The request is not authenticated.");
const foreignPage: FaultAction = { kind: "htmlPage", status: 200 };

export const faults = {
  refused: { action: refuse(400, "0x80040265", "A plug-in of this environment objects."), lasts: "once" },
  "401 once": { action: unauthorized, lasts: "once" },
  "401 always": { action: unauthorized, lasts: "always" },
  "token expired": { action: unauthorized, lasts: "until the token is renewed" },
  "403": { action: refuse(403, "0x80040220", "Principal user is missing prvWrite privilege."), lasts: "once" },
  "404": { action: refuse(404, "", "Not Found"), lasts: "once" },
  "408": { action: unavailable(408), lasts: "once" },
  "412": { action: refuse(412, "0x80060882", "The version of the existing record doesn't match."), lasts: "once" },
  "429 once": { action: { kind: "throttle", retryAfter: 7 }, lasts: "once" },
  "429 always": { action: { kind: "throttle", retryAfter: 7 }, lasts: "always" },
  "429 beyond patience": { action: { kind: "throttle", retryAfter: 3600 }, lasts: "always" },
  "500": { action: unavailable(500), lasts: "once" },
  "502": { action: unavailable(502), lasts: "once" },
  "503 once": { action: unavailable(503), lasts: "once" },
  "503 always": { action: unavailable(503), lasts: "always" },
  "504": { action: unavailable(504), lasts: "once" },
  "broken JSON": { action: { kind: "brokenJson" }, lasts: "once" },
  "empty body": { action: { kind: "emptyBody" }, lasts: "once", wholeOnly: true },
  "page of a proxy, 502": { action: { kind: "htmlPage", status: 502 }, lasts: "always", wholeOnly: true },
  "page of a proxy, 200": { action: foreignPage, lasts: "once", wholeOnly: true },
  "answer lost once": { action: { kind: "dropAnswer" }, lasts: "once" },
  "answers lost always": { action: { kind: "dropAnswer" }, lasts: "always" },
  "closed before the work": { action: { kind: "closeSocket" }, lasts: "once", wholeOnly: true },
  "closed half-way once": { action: { kind: "cutAnswer" }, lasts: "once" },
  "closed half-way always": { action: { kind: "cutAnswer" }, lasts: "always" },
  "stall of 30 s once": { action: { kind: "stall", ms: 30_000 }, lasts: "once" },
  "stalls of 30 s always": { action: { kind: "stall", ms: 30_000 }, lasts: "always" },
  "unknown host name": { address: "unknown host" },
  "certificate not trusted": { address: "untrusted certificate" },
} as const satisfies Readonly<Record<string, Strike>>;

export type FaultName = keyof typeof faults;
