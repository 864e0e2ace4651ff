const hidden = "[redacted]";

/** In characters. The rules of a ruleset, the longest body that a program writes, are shorter. */
const longestKept = 1024 * 1024;

/** The part of a body that the log keeps. */
export function keptBody(path: string, body: string): string {
  if (body.length > longestKept) return `[${body.length} characters, not kept]`;
  return redactValueOf(path, redactBody(body));
}

/** Removes secrets from what the request log keeps, in one pass, whatever the form of the body. */
export function redactBody(body: string): string {
  const form = body.replace(/((?:^|&)([\w%]{1,60})=)[^&]*/g, (field: string, start: string, name: string) =>
    secretFields.has(asText(name, decodeURIComponent).toLowerCase()) ? start + hidden : field,
  );
  return redactStrings(form, { isSecret: (name) => /secret/i.test(name), valueIsSecret: false });
}

const secretFields: ReadonlySet<string> = new Set(["client_secret", "client_assertion", "password"]);

/** The decoded text, or the text as written if it cannot be decoded. */
function asText(written: string, read: (written: string) => unknown): string {
  try {
    return String(read(written));
  } catch {
    return written;
  }
}

/** Filters can contain the value of a secret column. */
export const redactUrl = (url: string): string =>
  /secret/i.test(url) ? url.replace(/(%27|')(?:(?!\1).)*\1/g, `'${hidden}'`) : url;

/** `PUT …/msdyn_securemsappsecret` sends only the value. */
export const redactValueOf = (path: string, body: string): string =>
  namesSecret(path) ? redactStrings(body, { isSecret: () => false, valueIsSecret: true }) : body;

const namesSecret = (path: string): boolean => /secret[^/(]*$/i.test(path);

interface Rule {
  readonly isSecret: (member: string) => boolean;
  /** Whether the member `value` is a secret. Its name does not say so, but the path does. */
  readonly valueIsSecret: boolean;
}

/** Finds JSON inside any other text, such as the parts of a batch. A part's request line says what its `value` is. */
function redactStrings(text: string, { isSecret, valueIsSecret }: Rule): string {
  const kept: string[] = [];
  let hidesValue = valueIsSecret;
  let member = "";
  let at = 0;
  for (let start = text.indexOf('"'); start >= 0; start = text.indexOf('"', at)) {
    const between = text.slice(at, start);
    const path = lastPath(between);
    if (path !== undefined) hidesValue = namesSecret(path);
    const end = endOfString(text, start);
    const isMember = isBeforeColon(text, end);
    if (isMember) member = nameOf(text.slice(start, end));
    const isHidden = !isMember && (isSecret(member) || (hidesValue && member === "value"));
    kept.push(between, isHidden ? `"${hidden}"` : text.slice(start, end));
    at = end;
  }
  return kept.join("") + text.slice(at);
}

/** The name without quotes and escapes. */
function nameOf(string: string): string {
  const name = string.slice(1, -1);
  return name.includes("\\") ? asText(string, JSON.parse) : name;
}

/** The end of the text if the string is never closed. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === "\\") at++;
    else if (text.charAt(at) === '"') return at + 1;
  }
  return text.length;
}

function isBeforeColon(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text.charAt(at))) at++;
  return text.charAt(at) === ":";
}

/** The path in the last request line of a batch part. */
function lastPath(text: string): string | undefined {
  return [...text.matchAll(/^(?:POST|PUT|PATCH) (\S+) HTTP\//gm)].at(-1)?.[1];
}
