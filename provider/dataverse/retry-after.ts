/**
 * `Retry-After` is a whole number of seconds or an HTTP date. Anything else is ignored: `Date.parse` would read "-5" or
 * "1.5" as a date in some year. The service's clock sets the date, so it is compared with the `Date` of the same
 * response, or with `now` if there is none.
 */
export function retryAfterMilliseconds(
  header: string | undefined,
  date: string | undefined,
  now: number,
): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Math.min(Number(text), longestSeconds) * 1000;
  const moment = momentOf(text);
  return moment === undefined ? undefined : Math.max(0, moment - (momentOf(date?.trim() ?? "") ?? now));
}

/**
 * Three hundred years, longer than anyone waits. The header may have any number of digits, and messages show the wait.
 */
const longestSeconds = 9_999_999_999;

function momentOf(text: string): number | undefined {
  const moment = HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

/** The preferred form, `Sun, 06 Nov 1994 08:49:37 GMT`. The two older forms have not been sent for decades. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
