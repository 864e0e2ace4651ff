import type { ApiRequest } from "../http/exchange.ts";
import { checkPreferences } from "./preferences.ts";
import type { Operation } from "./query-options.ts";
import { unimplemented } from "../unimplemented.ts";

interface HeaderFacts {
  readonly name: string;
  /** Values that the sandbox supports. Missing if it refuses the header. */
  readonly values?: RegExp;
  /** Text for the page about what is implemented. */
  readonly says: string;
}

/** optional-parameters.md, bypass-custom-business-logic.md, impersonate-another-user-web-api.md of MicrosoftDocs/powerapps-docs. */
export const serviceHeaders: readonly HeaderFacts[] = [
  { name: "MSCRM.SolutionUniqueName", values: /^/, says: "adds the row to an unmanaged solution" },
  {
    name: "MSCRM.SuppressDuplicateDetection",
    values: /^true$/i,
    says: "`true` only, which is what happens anyway; there are no duplicate rules",
  },
  {
    name: "MSCRM.SuppressCallbackRegistrationExpanderJob",
    values: /^/,
    says: "there are no flows that it could hold back",
  },
  { name: "MSCRM.BypassCustomPluginExecution", says: "refused" },
  { name: "MSCRM.BypassBusinessLogicExecution", says: "refused" },
  { name: "MSCRM.BypassBusinessLogicExecutionStepIds", says: "refused" },
  { name: "MSCRM.MergeLabels", says: "refused" },
  { name: "MSCRM.SessionToken", says: "refused" },
  { name: "MSCRMCallerID", says: "refused: nobody acts for somebody else" },
  { name: "CallerObjectId", says: "refused: nobody acts for somebody else" },
];

const byName: ReadonlyMap<string, HeaderFacts> = new Map(
  serviceHeaders.map((facts) => [facts.name.toLowerCase(), facts]),
);

type Headers = ApiRequest["headers"];

/** Refuses headers of the service that the sandbox does not support. Any other header passes. */
export function checkHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(headers)) {
    const facts = byName.get(name);
    if (facts === undefined && !name.startsWith("mscrm")) continue;
    if (facts?.values?.test(value) !== true) throw unimplemented("header", facts?.name ?? name);
  }
  checkPreferences(headers["prefer"] ?? "");
  checkFormat(headers["accept"] ?? "");
}

/** The sandbox writes only one form of JSON. */
function checkFormat(accept: string): void {
  for (const part of accept.split(/[,;]/).map((each) => each.trim())) {
    if (/^odata\.metadata=(?!minimal$)/i.test(part) || /^ieee754compatible=true$/i.test(part)) {
      throw unimplemented("format", part);
    }
  }
}

/** perform-conditional-operations-using-web-api.md says where a condition has a meaning. Elsewhere it is refused. */
export function checkConditions(
  { method, headers }: Pick<ApiRequest, "method" | "headers">,
  operation: Operation,
): void {
  const none = headers["if-none-match"];
  const written = (operation === "write" && method === "PATCH") || operation === "delete";
  if (headers["if-match"] !== undefined && !written) throw unimplemented("header", "If-Match");
  if (none === undefined || none === "null") return;
  const fits = none === "*" ? operation === "write" && method === "PATCH" : method === "GET";
  if (!fits) throw unimplemented("header", "If-None-Match");
}
