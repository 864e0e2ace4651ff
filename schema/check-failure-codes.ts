/**
 * The codes of check failures. They are printed in brackets and explained in docs/errors.md. If an operation can fail
 * for the same reason, its error has the same code.
 */
export const checkFailureCodes = [
  "account-taken",
  "adoption-unclear",
  "app-id-taken",
  "bot-tenant-missing",
  "conflicting-arguments",
  "contract-missing",
  "distribution-mode-settled",
  "duplicate",
  "endpoint-of-other-organization",
  "ill-formed-text",
  "invalid-value",
  "lookup-ambiguous",
  "lookup-not-found",
  "lookup-unfit",
  "managed-row",
  "missing-privilege",
  "name-taken",
  "named-by-id",
  "no-secured-column",
  "not-provisioned",
  "not-supported",
  "option-refused",
  "out-of-range",
  "over-limit",
  "required",
  "row-id-taken",
  "ruleset-shared",
  "solution-managed",
  "solution-not-found",
  "stored-form-unknown",
  "target-gone",
  "too-long",
  "unknown-argument",
  "unknown-context-variable",
  "unwritable-text",
  "workstream-missing",
  "wrong-type",
] as const;

export type CheckFailureCode = (typeof checkFailureCodes)[number];

export function isCheckFailureCode(text: string): text is CheckFailureCode {
  return checkFailureCodes.some((code) => code === text);
}
