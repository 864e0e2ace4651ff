/**
 * `Retry-After` is a whole number of seconds or an HTTP date, nothing else. Anything else is ignored: `Date.parse` would
 * read "-5" or "1.5" as a date in some year.
 */
export function retryAfterMilliseconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!HTTP_DATE.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}

/** The preferred form, `Sun, 06 Nov 1994 08:49:37 GMT`; the two older forms have not been sent for decades. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
