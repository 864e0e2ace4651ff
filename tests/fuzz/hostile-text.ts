import fc from "fast-check";
import { seedOr } from "../support/sample.ts";

/** Texts that mean something to one of the languages on the way: OData, URLs, JSON, multipart, XML, message slugs. */
const meaningful = [
  "'",
  "''",
  "' or 1 eq 1 or name eq '",
  "') or (1 eq 1",
  "x')/$ref?$id=y",
  "%27%20or%201%20eq%201",
  "%",
  "%00",
  "+ &?#;/\\=,",
  "$1",
  "@p1",
  "msdyn_name eq null",
  '"],"x":["',
  '"}]}',
  "\\",
  "\\u0027",
  "<",
  "&",
  "&amp;",
  "&#x3c;",
  "]]>",
  "<![CDATA[",
  "<!-- -->",
  '"/><rule id="11111111-1111-4111-8111-111111111111" name="x"/>',
  "</rules></decision>",
  "<?xml?>",
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "\r\n--changeset_x--\r\n",
  "a\r\nDELETE /api/data/v9.2/queues(1) HTTP/1.1\r\n\r\n",
  "line\nline",
  "tab\ttab",
  " ",
  "  both ends  ",
  "\u00a0",
  "\u2028",
  "\u2029 line",
  "\ufeff",
  "\u202e",
  "\ufffd\ufffe\uffff",
  "\u0000",
  "\u0007",
  "\u001b[31m",
  "\u0085",
  "😀👩‍👩‍👧",
  "e\u0301\u00e9",
  "İıß",
  "\ud83d",
  "\ude00\ud83d",
  "__proto__",
  "constructor",
  "null",
  "true",
  "0",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba4",
] as const;

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const metacharacter = fc.constantFrom(...Array.from("'\"`<>&%#?/\\+;:,()[]{}=@$!|^~* \t\r\n\u0000\u001f\u007f\u0085"));

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...meaningful) },
  { weight: 2, arbitrary: fc.string({ unit: metacharacter, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: codeUnit, maxLength: 6 }) },
);

/** Mostly within `length`, now and then far beyond it. */
export const hostileText = (length: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join("").slice(0, length)) },
    { weight: 1, arbitrary: fc.constantFrom(length, length + 1, length * 20).map((long) => "x'".repeat(long)) },
  );

/** What another `SEED` finds is mended, and stays as an example. */
export const seed = seedOr(20_261_122);
