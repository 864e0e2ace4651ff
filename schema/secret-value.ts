const guid = /^\s*\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?\s*$/i;

/**
 * Why a text cannot be the value of a client secret, without a word of it. Entra shows the id of a secret, a GUID, beside
 * its value, and a value that was read from a file brings the end of its line along. `undefined` where nothing speaks
 * against it.
 */
export function notASecretValue(text: string): string | undefined {
  if (guid.test(text)) return "has the form of a secret's id";
  if (/[\r\n]$/.test(text)) return "ends in a line break";
  return text === text.trim() ? undefined : "begins or ends with white space";
}
