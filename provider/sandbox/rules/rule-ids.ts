import { randomUUID } from "node:crypto";

/** A designer creates every rule again: the order and content stay, but the ids change. */
export const rewriteRuleIds = (definition: string): string =>
  definition.replace(
    /(<rule\b[^>]*\bid=")[^"]*(")/g,
    (_whole, before: string, after: string) => before + randomUUID() + after,
  );
