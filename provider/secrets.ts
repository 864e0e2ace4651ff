import { asShown } from "../schema/foreign-text.ts";

/**
 * Values that must never reach a log or an error. The service repeats parts of a request in its messages (a rejected
 * payload, for example), so every text goes through {@link redact} before a person sees it.
 */
const fragments = new Map<number, Set<string>>();

/** Shorter values would black out ordinary words, and no credential is that short. */
const SHORTEST = 6;
/** No credential is that long. A file given instead of one would be registered piece by piece. */
const LONGEST_SECRET = 20_000;
/**
 * This many characters are enough to recognize a longer value, because a text may hold only its beginning, middle or
 * end.
 */
const FRAGMENT = 12;

export function registerSecret(given: string | undefined): void {
  const value = given?.slice(0, LONGEST_SECRET) ?? "";
  const secret = folded(value).text;
  if (secret.length < SHORTEST) return;
  for (const form of [secret, ...inBase64(value), ...inDigits(value)]) registerFragments(form);
}

/** In hexadecimal digits, with and without dashes between the bytes, as .NET writes them. */
function inDigits(value: string): string[] {
  const digits = Buffer.from(value).toString("hex");
  return [digits, folded(digits.replaceAll(/..(?!$)/g, "$&-")).text];
}

/**
 * As part of a longer base64 text, such as `user:password`. Three bytes become four letters, so there are three
 * alignments.
 */
function inBase64(value: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    // Letters at both ends contain bits of the neighboring bytes.
    return folded(bytes.toString("base64").slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6))).text;
  });
}

function registerFragments(secret: string): void {
  const length = Math.min(secret.length, FRAGMENT);
  const known = fragments.get(length) ?? new Set();
  fragments.set(length, known);
  for (let start = 0; start + length <= secret.length; start++) known.add(secret.slice(start, start + length));
}

/** Nobody reads a longer message. */
const LONGEST = 100_000;

/** Replaces every known secret, and everything that looks like one, with `[secret]`. */
export function redact(text: string): string {
  // Our own line breaks stay; a secret is found across them.
  const shown = text.slice(0, LONGEST).split(/\r?\n/).map(asShown).join("\n");
  const clean = withoutTokens(withoutRegistered(shown)).replace(inAddress, "://[secret]@");
  // The cut may have left a piece of a secret that is too short to recognize.
  return text.length > LONGEST ? clean.slice(0, -FRAGMENT) : clean;
}

/** An unreadable address may hold user and password in any form, so everything before the last `@` is removed. */
export function withoutUserInfo(address: string): string {
  const end = address.lastIndexOf("@");
  if (end === -1) return address;
  const scheme = address.indexOf("://");
  const start = scheme === -1 || scheme > end ? 0 : scheme + "://".length;
  return `${address.slice(0, start)}[secret]${address.slice(end)}`;
}

const inAddress = /:\/\/[^\s/?#'"]*@/g;

/** The characters that a text stands for, each with its position in the original text. */
interface Read {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** How often escapes are undone: once each for a payload in a message in a response. */
const LAYERS = 3;

function withoutRegistered(text: string): string {
  if (fragments.size === 0) return text;
  const places = Array.from({ length: text.length }, (_, at) => at);
  let read: Read = { text, starts: places, ends: places.map((at) => at + 1) };
  const hidden = new Uint8Array(text.length);
  for (let layer = 0; layer <= LAYERS; layer++) {
    mark(read, hidden);
    const next = unescaped(read);
    if (next === undefined) break;
    read = next;
  }
  return without(text, hidden);
}

function mark({ text, starts, ends }: Read, hidden: Uint8Array): void {
  const plain = folded(text);
  const startOf = (at: number): number | undefined => starts[plain.starts[at] ?? 0];
  const endOf = (at: number): number | undefined => ends[(plain.ends[at] ?? 1) - 1];
  for (const [length, known] of fragments) {
    for (let at = 0; at + length <= plain.text.length; at++) {
      if (known.has(plain.text.slice(at, at + length))) hidden.fill(1, startOf(at), endOf(at + length - 1));
    }
  }
}

function without(text: string, hidden: Uint8Array): string {
  let clean = "";
  for (let at = 0; at < text.length;) {
    const isHidden = hidden[at] === 1;
    const change = hidden.indexOf(isHidden ? 0 : 1, at);
    const end = change === -1 ? text.length : change;
    clean += isHidden ? "[secret]" : text.slice(at, end);
    at = end;
  }
  return clean;
}

/**
 * Reduces a text to what survives transport, with the position of each character. It ignores case, white space (at the
 * end of a file, or in a broken line), invisible characters, the two letters that base64 replaces in URLs, and how a
 * letter is composed of code points.
 */
function folded(text: string): Read {
  const plain: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (letter: string, place: number): void => {
    const alike = isAscii.test(letter) ? letter : takenApart(letter);
    for (let unit = 0; unit < alike.length; unit++) {
      starts.push(place);
      ends.push(place + letter.length);
    }
    plain.push(alike);
  };
  for (const { 0: letters, index } of text.matchAll(seen)) {
    let at = index;
    for (const letter of letters) {
      add(letter, at);
      at += letter.length;
    }
  }
  const joined = plain.join("").replaceAll("-", "+").replaceAll("_", "/");
  return { text: joined.replace(/[A-Z]+/g, (upper) => upper.toLowerCase()), starts, ends };
}

/** Turns wide, bold and raised letters into plain ones. An ellipsis marks a cut, so it does not become three dots. */
function takenApart(letter: string): string {
  const plain = letter.normalize("NFKD");
  return plain.length === 1 ? plain : letter.normalize("NFD");
}

const seen = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+/gu;
const isAscii = /^[\u0000-\u007f]$/;

/** The escapes of URLs and forms, JSON, JavaScript, XML and HTML. */
const escapes =
  /(?:%[0-9a-f]{2})+|\+|\\u[0-9a-f]{4}|\\u\{[0-9a-f]{1,20}\}|\\x[0-9a-f]{2}|\\["'\\/bfnrt]|&(?:amp|lt|gt|quot|apos);|&#(?:\d{1,20}|x[0-9a-f]{1,20});?/gi;
const named: ReadonlyMap<string, string> = new Map([
  ["+", " "],
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["\\b", "\b"],
  ["\\f", "\f"],
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
]);

/** `undefined` if nothing in it is escaped. */
function unescaped({ text, starts, ends }: Read): Read | undefined {
  const plain: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const add = (characters: string, start: number | undefined, end: number | undefined): void => {
    plain.push(characters);
    for (let index = 0; index < characters.length; index++) {
      from.push(start ?? 0);
      to.push(end ?? 0);
    }
  };
  let behind = 0;
  const addBetween = (end: number): void => {
    for (; behind < end; behind++) add(text.charAt(behind), starts[behind], ends[behind]);
  };
  for (const { 0: escape, index } of text.matchAll(escapes)) {
    addBetween(index);
    behind = index + escape.length;
    // Each ASCII byte is a character of its own. A longer character is hidden together with the escaped bytes beside
    // it.
    const bytes = escape.startsWith("%") ? Buffer.from(escape.replaceAll("%", ""), "hex") : undefined;
    if (bytes?.every((byte) => byte < 0x80) === true) {
      bytes.forEach((byte, place) => {
        const at = index + place * 3;
        add(String.fromCharCode(byte), starts[at], ends[at + 2]);
      });
    } else add(bytes?.toString("utf8") ?? meant(escape), starts[index], ends[behind - 1]);
  }
  if (behind === 0) return undefined;
  addBetween(text.length);
  return { text: plain.join(""), starts: from, ends: to };
}

function meant(escape: string): string {
  const known = named.get(escape);
  if (known !== undefined) return known;
  const digits = /^(?:\\[ux]\{?|&#x)([0-9a-f]+)/i.exec(escape)?.[1];
  const code = digits === undefined ? Number(/^&#(\d+)/.exec(escape)?.[1]) : Number.parseInt(digits, 16);
  // `\"`, `\\` and `\/` mean their second character.
  if (Number.isNaN(code)) return escape.charAt(1);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/** Removes anything that looks like a JSON Web Token: a signed assertion proves an identity for whoever holds it. */
function withoutTokens(text: string): string {
  return text.replace(/[\w.-]+/g, (run) => {
    const at = run.search(/(?<![A-Za-z0-9])eyJ[\w-]{10}/);
    const isToken = at !== -1 && (run.includes(".", at) || run.length - at >= 40);
    return isToken ? `${run.slice(0, at)}[token]` : run;
  });
}
