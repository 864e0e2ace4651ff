import { methodNotAllowed } from "../errors.ts";
import { jsonAnswer, type ApiRequest, type ApiResponse } from "../http/exchange.ts";

export const sandboxNotice =
  "This is the sandbox of pulumi-dynamics365, an embedded stand-in for a Dataverse environment. It is not Microsoft Dataverse.";

export function serviceDocument({ organization, method }: ApiRequest): ApiResponse {
  if (method !== "GET") throw methodNotAllowed(method);
  const sets = [...organization.catalog.bySet.keys()].sort();
  return jsonAnswer(200, {
    "@odata.context": `${organization.base}$metadata`,
    "@sandbox.notice": sandboxNotice,
    value: sets.map((name) => ({ name, kind: "EntitySet", url: name })),
  });
}
