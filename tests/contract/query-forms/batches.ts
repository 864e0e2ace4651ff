import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { holds, refused, send, unimplemented, type Form, type Right } from "./form.ts";

const vip = `queues(${identifier("queue", "VIP")})`;

interface Part {
  readonly line: string;
  readonly headers?: readonly string[];
  readonly body?: unknown;
}

const single = ({ line, headers = [], body }: Part): readonly string[] => [
  "Content-Type: application/http",
  "Content-Transfer-Encoding: binary",
  "",
  `${line} HTTP/1.1`,
  ...headers,
  ...(body === undefined ? [] : ["Content-Type: application/json"]),
  "",
  body === undefined ? "" : JSON.stringify(body),
];

const changeSet = (...parts: readonly Part[]): readonly string[] => [
  'Content-Type: multipart/mixed; boundary="changeset_1"',
  "",
  ...parts.flatMap((part, at) => {
    const [first = "", ...rest] = single(part);
    return ["--changeset_1", first, `Content-ID: ${at + 1}`, ...rest];
  }),
  "--changeset_1--",
];

function batch(
  right: Right,
  parts: readonly (readonly string[])[],
  headers = {},
  lineEnd = "\r\n",
  ending = lineEnd,
): Form {
  const lines = [...parts.flatMap((part) => ["--batch_1", ...part]), "--batch_1--"].join(lineEnd);
  return send("POST", "$batch", lines + ending, right, {
    "Content-Type": "multipart/mixed; boundary=batch_1",
    ...headers,
  });
}

const read = (path: string, headers?: readonly string[]): readonly string[] =>
  single({ line: `GET /api/data/v9.2/${path}`, ...(headers === undefined ? {} : { headers }) });
/** The response of a batch contains the error of its part. */
const inPart = (named: string): Right => holds(501, "HTTP/1.1 501", `'${named}'`);
const made = { line: "POST /api/data/v9.2/queues", body: { name: "Made" } };

/** learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api */
export const batchForms: readonly Form[] = [
  batch(holds(200, '"name":"VIP"'), [read(`${vip}?$select=name`)]),
  batch(holds(200, '"name":"VIP"', '"OrganizationId"'), [read(`${vip}?$select=name`), read("WhoAmI")]),
  batch(holds(200, "HTTP/1.1 200 OK", "6"), [read("queues/$count")]),
  batch(holds(200, "HTTP/1.1 204 No Content", "Content-ID: 1"), [changeSet(made)]),
  batch(holds(200, "Content-ID: 2"), [changeSet(made, { line: "PATCH $1", body: { msdyn_maxqueuesize: 5 } })]),
  batch(holds(400, "Content-ID Reference: '$2' does not exist"), [
    changeSet({ line: "PATCH $2", body: { msdyn_maxqueuesize: 5 } }),
  ]),
  batch(inPart("fetchXml"), [read("queues?fetchXml=%3Cfetch%3E%3Centity%20name%3D%27queue%27%2F%3E%3C%2Ffetch%3E")]),
  batch(inPart("$apply"), [read("queues?$apply=groupby((name))")]),
  batch(inPart("MSCRMCallerID"), [read("queues", ["MSCRMCallerID: x"])]),
  batch(inPart("respond-async"), [read("queues", ["Prefer: respond-async"])]),
  batch(inPart("@odata.etag"), [changeSet({ ...made, body: { name: "x", "@odata.etag": "x" } })]),
  batch(inPart("$filter"), [changeSet({ ...made, line: "POST /api/data/v9.2/queues?$filter=name eq 'x'" })]),
  batch(holds(200, "HTTP/1.1 501", '"name":"VIP"'), [read("queues?sql=x"), read(`${vip}?$select=name`)], {
    Prefer: "odata.continue-on-error",
  }),
  batch(unimplemented("MSCRMCallerID"), [read("WhoAmI")], { MSCRMCallerID: "x" }),
  batch(unimplemented("respond-async"), [read("WhoAmI")], { Prefer: "respond-async" }),
  batch(refused("A change set cannot contain a GET request."), [changeSet({ line: "GET /api/data/v9.2/WhoAmI" })]),
  batch(refused("A batch cannot contain another batch."), [single({ line: "POST /api/data/v9.2/$batch", body: {} })]),
  batch(refused("The request line"), [["Content-Type: application/http", "", "nonsense", "", ""]]),
  batch(refused("Stream was not readable", "0x80048d19"), [read(`${vip}?$select=name`)], {}, "\n"),
  batch(refused("Stream was not readable", "0x80048d19"), [read(`${vip}?$select=name`)], {}, "\n", ""),
  batch(holds(200, '"name":"VIP"'), [read(`${vip}?$select=name`)], {}, "\n", "\n\n"),
  send("POST", "$batch", { requests: [] }, refused("multipart/mixed")),
  send("POST", "$batch?$select=name", "--b--\r\n", unimplemented("$select"), {
    "Content-Type": "multipart/mixed; boundary=b",
  }),
];
