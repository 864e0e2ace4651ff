const guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Ids that people see next to a secret's value, and give by mistake. */
const ids: readonly RegExp[] = [
  // Entra shows it next to the value, as "Secret ID".
  new RegExp(`^\\{?${guid}\\}?$`, "i"),
  // `password.id` of the azuread package, and the path that Microsoft Graph gives to a password.
  new RegExp(`^/?(?:(?:applications|serviceprincipals)/)?${guid}/passwords?/${guid}$`, "i"),
  // A secret of Key Vault: its identifier, and `secret.id` of the azure-native package.
  /^https:\/\/[^/]+\.vault\.[^/]+\/secrets\//i,
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.keyvault\/vaults\/[^/]+\/secrets\//i,
];

/**
 * Why a text cannot be the value of a secret, without quoting it. People give an id instead of the value, or read the
 * value from a file together with its line break. `undefined` if nothing is wrong.
 */
export function notASecretValue(text: string): string | undefined {
  if (ids.some((id) => id.test(text.trim()))) return "has the form of a secret's id";
  const failure = lineBreakIn(text);
  if (failure !== undefined) return failure;
  if (text !== text.trim()) return "begins or ends with white space";
  // Web pages and dialogs add such characters to text that is copied.
  return /[\p{Cc}\p{Cf}]/u.test(text) ? "holds a character that nobody sees" : undefined;
}

/** What can be wrong with a password that a person chose, which may begin or end with a blank. */
export function lineBreakIn(text: string): string | undefined {
  if (/[\r\n]$/.test(text)) return "ends in a line break";
  return /[\r\n]/.test(text) ? "holds a line break" : undefined;
}
