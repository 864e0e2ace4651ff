import { batchForms } from "./batches.ts";
import { bodyForms } from "./bodies.ts";
import { expansionForms } from "./expansions.ts";
import { filterForms } from "./filters.ts";
import type { Form } from "./form.ts";
import { headerForms } from "./headers.ts";
import { listOptionForms } from "./list-options.ts";
import { messageForms } from "./messages.ts";
import { metadataForms } from "./metadata.ts";
import { pathForms } from "./paths.ts";
import { queryFunctionForms } from "./query-functions.ts";

export const forms: Readonly<Record<string, readonly Form[]>> = {
  "options of a list": listOptionForms,
  filters: filterForms,
  "query functions": queryFunctionForms,
  expansions: expansionForms,
  paths: pathForms,
  headers: headerForms,
  "table definitions": metadataForms,
  messages: messageForms,
  bodies: bodyForms,
  batches: batchForms,
};
