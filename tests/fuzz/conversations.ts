import { forms } from "../contract/query-forms/index.ts";
import type { Form } from "../contract/query-forms/form.ts";
import type { Conversation } from "./conversation.ts";
import { monstrous, mutated } from "./mutations.ts";
import type { Random } from "./random.ts";
import { tableRequest, type KnownRows } from "./table-requests.ts";

const [firstForm, ...otherForms] = Object.values(forms).flat();
if (firstForm === undefined) throw new Error("There are no forms to begin with.");
const allForms = [firstForm, ...otherForms] as const;

const root = "/api/data/v9.2/";
const tenant = "6d7e1d6c-6f0b-4c58-8d4e-0f4f2a1b7c11";

interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Buffer;
}

const textOf = (body: unknown): string =>
  body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);

const methods = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "MERGE", "PROPFIND"] as const;

/** As one of the pages' requests, changed in a few places or in none. */
function fromForm(random: Random): Request {
  const [form, other] = [random.pick(allForms), random.pick(allForms)];
  const changes = random.pick([0, 1, 1, 1, 2, 3, 8]);
  const where = random.below(4);
  const change = (text: string, otherText: string, at: number): string =>
    where === at || where === 3 ? mutated(random, text, otherText, changes) : text;
  return {
    method: random.percent(10) ? random.pick(methods) : form.method,
    target: root + change(form.path, other.path, 0),
    headers: headersOf(form).map(([name, value]) => [name, change(value, textOf(Object.values(other.headers)), 1)]),
    body: change(textOf(form.body), textOf(other.body), 2),
  };
}

const headersOf = ({ headers, body }: Form): (readonly [string, string])[] => {
  const given = Object.entries(headers);
  const hasType = given.some(([name]) => /^content-type$/i.test(name));
  return body === undefined || hasType ? given : [...given, ["Content-Type", "application/json"]];
};

function ofTable(random: Random, known: KnownRows): Request {
  const { method, path, body } = tableRequest(random, known);
  return {
    method,
    target: root + path,
    headers: [
      ...(body === "" ? [] : [["Content-Type", "application/json"] as const]),
      ...(random.percent(30) ? [["Prefer", "return=representation"] as const] : []),
    ],
    body,
  };
}

/** Any parts in any order, in change sets and out of them, with boundaries that fit or do not. */
function asBatch(random: Random, known: KnownRows): Request {
  const boundary = random.percent(90) ? "b1" : mutated(random, "batch_1", monstrous(random).slice(0, 80), 2);
  const part = (number: number): string => {
    const { method, target, headers, body } = random.percent(50) ? fromForm(random) : ofTable(random, known);
    const lines = [
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      ...(random.percent(80) ? [`Content-ID: ${random.percent(90) ? number : "1"}`] : []),
      "",
      `${method} ${random.percent(10) ? `$${random.below(4)}` : target} HTTP/1.1`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
      "",
      body.toString(),
    ];
    return lines.join("\r\n");
  };
  const changeSet = (): string => {
    const parts = random.times(random.below(4), () => part(random.below(5)));
    return [
      "Content-Type: multipart/mixed; boundary=c1",
      "",
      ...parts.flatMap((each) => ["--c1", each]),
      "--c1--",
      "",
    ].join("\r\n");
  };
  const parts = random.times(random.below(6), () => (random.percent(40) ? changeSet() : part(random.below(5))));
  const whole = [...parts.flatMap((each) => [`--${boundary}`, each]), `--${boundary}--`, ""].join("\r\n");
  return {
    method: "POST",
    target: `${root}$batch`,
    headers: [
      ["Content-Type", `multipart/mixed; boundary=${random.percent(90) ? boundary : `"${boundary}"`}`],
      ...(random.percent(30) ? [["Prefer", "odata.continue-on-error"] as const] : []),
    ],
    body: random.percent(40) ? mutated(random, whole, whole, 1 + random.below(3)) : whole,
  };
}

function signIn(random: Random): Request {
  const form =
    `client_id=b0e9b5a6-3a2b-4f64-9d5c-4c1f7c1a2b3c&client_secret=x&grant_type=client_credentials` +
    `&scope=${encodeURIComponent("https://api.botframework.com/.default")}`;
  const path = random.pick([
    `/${tenant}/oauth2/v2.0/token`,
    `/${tenant}/v2.0/.well-known/openid-configuration`,
    "/common/discovery/instance?api-version=1.1&authorization_endpoint=x",
    "/",
    "//",
    "/favicon.ico",
    "/api",
    "/api/data",
    "/api/data/v1/",
  ]);
  return {
    method: random.pick(["POST", "GET", "PUT", "HEAD"]),
    target: mutated(random, path, root, random.below(3)),
    headers: [["Content-Type", "application/x-www-form-urlencoded"]],
    body: mutated(random, form, form, random.below(4)),
  };
}

/** What would set the sandbox is sent without the token that lets it, or in a form that it must refuse. */
function control(random: Random, administrator: string): Request {
  const allowed = random.percent(50);
  const reads = ["requests", "faults", "switches", "organizations", "rows", "rows?table=queue", "nothing"] as const;
  const target = allowed
    ? random.percent(50)
      ? `/sandbox/${mutated(random, random.pick(reads), "?table=x&status=y", random.below(3))}`
      : `/sandbox/${random.pick(["faults", "switches", "latency", "limits", "validate"])}`
    : `/sandbox/${random.pick(["faults", "switches", "latency", "limits", "validate", "reset", "requests"])}`;
  const isRead = allowed && /\/(?:requests|rows|organizations|nothing)/.test(target);
  return {
    method: isRead ? "GET" : random.pick(["POST", "PUT", "PATCH"]),
    target,
    headers: allowed ? [["Authorization", `Bearer ${administrator}`]] : [["Authorization", random.pick(["", "x"])]],
    body: isRead ? "" : random.pick(["{", "7", '"x"', "[1", "{}", '{"a":1}', '{"action":7}', "\u0000", '{"ms":"x"}']),
  };
}

function monster(random: Random): Request {
  const text = monstrous(random);
  const query = encodeURIComponent(text.toWellFormed()).slice(0, 40_000);
  const get = (target: string): Request => ({ method: "GET", target: root + target, headers: [], body: "" });
  const post = (target: string, body: string): Request => ({
    method: "POST",
    target: root + target,
    headers: [["Content-Type", "application/json"]],
    body,
  });
  return random.pick([
    () => get(`queues?$filter=${query}`),
    () => get(`queues?$orderby=${query}`),
    () => get(`queues?$select=${query}`),
    () => get(`queues?$expand=${query}`),
    () => get(`queues(${query})`),
    () => get(`queues?$skiptoken=${query}`),
    () => get(`WhoAmI(${query})`),
    () => get(`EntityDefinitions?$filter=${query}`),
    () => get(query),
    () => post("queues", text),
    () => post("queues", JSON.stringify({ name: text })),
    () => post("$batch", text),
    () => ({ ...get("queues"), headers: [["Prefer", text.slice(0, 60_000)] as const] }),
    () => ({ ...get("queues"), headers: random.times(random.below(2500), () => ["X-Many", "y"] as const) }),
    () => ({
      ...post("$batch", text),
      headers: [["Content-Type", `multipart/mixed;${text.slice(0, 60_000)}`] as const],
    }),
    () => ({ ...post("queues", ""), body: Buffer.from(random.times(2000, () => random.below(256))) }),
  ])();
}

/** Hosts, pages and conditions that a browser or a proxy adds. */
const additions: readonly [readonly [string, string], ...(readonly (readonly [string, string])[])] = [
  ["Origin", "https://evil.example"],
  ["Origin", "null"],
  ["Sec-Fetch-Site", "cross-site"],
  ["Sec-Fetch-Site", "none"],
  ["Host", "evil.example"],
  ["Host", "127.0.0.1:x"],
  ["Host", "[::1"],
  ["Host", ""],
  ["Host", "a@b"],
  ["If-Match", "*"],
  ["If-Match", 'W/"0"'],
  ["If-None-Match", "*"],
  ["If-Modified-Since", "yesterday"],
  ["Accept", "application/json;odata.metadata=full"],
  ["Accept-Encoding", "gzip"],
  ["Content-Encoding", "gzip"],
  ["Expect", "100-continue"],
  ["Expect", "nothing"],
  ["Connection", "close"],
  ["Connection", "Upgrade"],
  ["Range", "bytes=0-1"],
  ["Cookie", "a=b"],
  ["MSCRM.SolutionUniqueName", "x"],
  ["MSCRMCallerID", "00000000-0000-0000-0000-000000000000"],
  ["Prefer", "odata.maxpagesize=0"],
  ["Prefer", "odata.track-changes, return=representation"],
  ["Prefer", 'odata.include-annotations="*",odata.maxpagesize=1'],
  ["OData-Version", "5.0"],
  ["X-HTTP-Method", "DELETE"],
  ["X-HTTP-Method-Override", "DELETE"],
  ["Transfer-Encoding", "gzip"],
];

export interface Circumstances {
  /** Whose requests they are. */
  readonly token: string;
  readonly administrator: string;
  readonly known: KnownRows;
}

/** One connection with one or several requests. */
export function conversation(random: Random, { token, administrator, known }: Circumstances): Conversation {
  const requests = random.times(random.percent(15) ? 2 + random.below(4) : 1, () => {
    const kind = random.below(100);
    if (kind < 38) return fromForm(random);
    if (kind < 66) return ofTable(random, known);
    if (kind < 84) return asBatch(random, known);
    if (kind < 89) return signIn(random);
    if (kind < 93) return control(random, administrator);
    return monster(random);
  });
  const written = requests.map((request) => framed(random, request, token));
  const bytes = Buffer.concat(written.map((each) => each.bytes));
  const all = { methods: requests.map(({ method }) => method) };
  const whole = written.every(({ isWhole }) => isWhole);
  const ending = random.below(100);
  if (ending < 4) return { ...all, bytes: noisy(random, bytes), ending: "half-close", wantsAnswer: false };
  if (ending < 7)
    return { ...all, bytes: bytes.subarray(0, random.below(bytes.length)), ending: "half-close", wantsAnswer: false };
  if (ending < 10)
    return { ...all, bytes: bytes.subarray(0, random.below(bytes.length)), ending: "abort", wantsAnswer: false };
  if (ending < 12) return { ...all, bytes, ending: "abort", wantsAnswer: false };
  if (ending < 16 || !whole) return { ...all, bytes, ending: "half-close", wantsAnswer: whole };
  return { ...all, bytes, ending: "wait", wantsAnswer: true };
}

function noisy(random: Random, bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  for (let count = 1 + random.below(8); count > 0; count--) changed[random.below(changed.length)] = random.below(256);
  return changed;
}

interface Framed {
  readonly bytes: Buffer;
  /** Whether its length is the one that it says, and no header asks for something else than an answer. */
  readonly isWhole: boolean;
}

function framed(random: Random, { method, target, headers, body }: Request, token: string): Framed {
  const added = random.percent(25) ? [random.pick(additions)] : [];
  const content = Buffer.isBuffer(body) ? body : Buffer.from(body.toWellFormed(), "utf8");
  const isChunked = content.length > 0 && random.percent(10);
  const isWrong = random.percent(2);
  const length = isWrong ? content.length + random.below(9) - 4 : content.length;
  const all: readonly (readonly [string, string])[] = [
    ...(added.some(([name]) => name === "Host") ? [] : [["Host", "127.0.0.1"] as const]),
    ...(headers.some(([name]) => name === "Authorization") ? [] : [["Authorization", `Bearer ${token}`] as const]),
    ...headers,
    ...added,
    isChunked ? ["Transfer-Encoding", "chunked"] : ["Content-Length", String(Math.max(0, length))],
  ];
  const head = [
    `${method} ${requestTarget(target)} HTTP/1.1`,
    ...all.map(([name, value]) => `${name}: ${fieldValue(value)}`),
  ];
  const framedBody = isChunked ? chunked(random, content) : content;
  const isOther = added.some(
    ([name, value]) => /^(?:Connection|Expect|Transfer-Encoding)$/.test(name) && value !== "close",
  );
  return {
    bytes: Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), framedBody]),
    isWhole:
      !isWrong && !isOther && headers.every(([name]) => !/^(?:content-length|transfer-encoding|host)$/i.test(name)),
  };
}

/** As clients write it: what no request line can hold is escaped. */
const requestTarget = (target: string): string =>
  target.toWellFormed().replace(/[^\u0021-\u007e]/gu, (character) => encodeURIComponent(character)) || "/";

const fieldValue = (value: string): string => value.replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, "").trim();

function chunked(random: Random, content: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length;) {
    const size = Math.min(content.length - at, 1 + random.below(4000));
    parts.push(Buffer.from(`${size.toString(16)}\r\n`), content.subarray(at, at + size), Buffer.from("\r\n"));
    at += size;
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}
