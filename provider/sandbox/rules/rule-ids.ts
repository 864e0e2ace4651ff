import { randomUUID } from "node:crypto";

/** What a designer does that makes every rule anew: the order and content stay, the ids do not. */
export const rewriteRuleIds = (definition: string): string =>
  definition.replace(
    /(<rule\b[^>]*\bid=")[^"]*(")/g,
    (_whole, before: string, after: string) => before + randomUUID() + after,
  );
