/**
 * Values that must never reach a log or an error. The service repeats parts of a request in its messages (a rejected
 * payload, for example), so every text of the service passes {@link scrub} before a person sees it.
 */
const remembered = new Set<string>();

/** Shorter values would blot out ordinary words; no credential is that short. */
const SHORTEST = 6;

export function rememberSecret(value: string | undefined): void {
  if (value === undefined || value.length < SHORTEST) return;
  remembered.add(value);
  // The same value as it stands in a URL, a form body and a JSON document.
  remembered.add(encodeURIComponent(value.toWellFormed()));
  remembered.add(new URLSearchParams({ v: value }).toString().slice(2));
  remembered.add(JSON.stringify(value).slice(1, -1));
}

export function scrub(text: string): string {
  // Longest first: a secret may contain another one.
  const longestFirst = [...remembered].sort((left, right) => right.length - left.length);
  return longestFirst.reduce((clean, secret) => clean.replaceAll(secret, "[secret]"), text);
}
