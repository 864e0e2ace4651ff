import { expect } from "chai";
import { retryAfterMilliseconds } from "../../../provider/dataverse/retry-after.ts";

describe("Retry-After", () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0);

  for (const [header, expected] of [
    ["0", 0],
    ["120", 120_000],
    [" 7 ", 7000],
    ["9".repeat(400), 9_999_999_999_000],
    ["Sun, 22 Nov 2026 12:00:30 GMT", 30_000],
    ["Sun, 22 Nov 2026 11:00:00 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["2026-11-22T12:00:30Z", undefined],
    ["Sun, 99 Nov 2026 12:00:30 GMT", undefined],
  ] as const) {
    it(`reads ${header?.slice(0, 40) ?? "its absence"}`, () => {
      expect(retryAfterMilliseconds(header, undefined, now)).to.equal(expected);
    });
  }

  for (const [date, expected] of [
    ["Sun, 22 Nov 2026 11:50:00 GMT", 630_000],
    ["Sun, 22 Nov 2026 12:00:29 GMT", 1000],
    ["Sun, 22 Nov 2026 13:00:00 GMT", 0],
    ["yesterday", 30_000],
    [undefined, 30_000],
  ] as const) {
    it(`compares a date with that of the answer: ${date ?? "none"}`, () => {
      expect(retryAfterMilliseconds("Sun, 22 Nov 2026 12:00:30 GMT", date, now)).to.equal(expected);
    });
  }
});
